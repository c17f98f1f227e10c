package io.github.issuetagger.policy;

import java.util.Optional;

/**
 * What the App does no longer with a label, since it was wrong too often of late.
 *
 * @param label the label's key
 * @param applied how often it was right where it applied the label, if that is too seldom to go on
 * @param suggested how often where it suggested it, if that is too seldom to go on
 */
public record Demotion(
    String label, Optional<OutcomeTally> applied, Optional<OutcomeTally> suggested) {
  /** What is done no longer, in one clause without a number, which stays the same for a while. */
  public String standing() {
    if (applied.isPresent()) {
      return suggested.isPresent() ? "neither applied nor suggested" : "not applied";
    }
    return "not suggested";
  }

  /** Why, in one clause. */
  public String why() {
    String why = applied.map(Demotion::notApplied).orElse("");
    String also = suggested.map(Demotion::notSuggested).orElse("");
    return why.isEmpty() || also.isEmpty() ? why + also : why + ", " + also;
  }

  static String notApplied(OutcomeTally tally) {
    return "people let it stand only " + tally.right() + " of " + tally.of() + " times of late";
  }

  static String notSuggested(OutcomeTally tally) {
    return "people took it up only " + tally.right() + " of " + tally.of() + " times of late";
  }
}
