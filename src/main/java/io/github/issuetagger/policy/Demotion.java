package io.github.issuetagger.policy;

import java.util.Optional;

/**
 * What the App no longer does with a label because it was wrong too often recently.
 *
 * @param label the label's key
 * @param applied how often applying the label was right, if that is too seldom to continue
 * @param suggested how often suggesting the label was right, if that is too seldom to continue
 */
public record Demotion(
    String label, Optional<OutcomeTally> applied, Optional<OutcomeTally> suggested) {
  /** Says in one clause what the App no longer does. Holds no number, so it rarely changes. */
  public String standing() {
    if (applied.isPresent()) {
      return suggested.isPresent() ? "neither applied nor suggested" : "not applied";
    }
    return "not suggested";
  }

  /** Returns the reason in one clause. */
  public String why() {
    String why = applied.map(Demotion::notApplied).orElse("");
    String also = suggested.map(Demotion::notSuggested).orElse("");
    return why.isEmpty() || also.isEmpty() ? why + also : why + ", " + also;
  }

  static String notApplied(OutcomeTally tally) {
    return "people kept it only " + tally.right() + " of " + tally.total() + " times recently";
  }

  static String notSuggested(OutcomeTally tally) {
    return "people accepted it only " + tally.right() + " of " + tally.total() + " times recently";
  }
}
