package io.github.issuetagger.domain;

import io.github.issuetagger.domain.LabelDecision.Outcome;
import java.util.List;

/**
 * What the App is to do with one issue.
 *
 * @param decisions one a label of the catalog, best score first
 */
public record Plan(List<LabelDecision> decisions) {
  public Plan {
    decisions = List.copyOf(decisions);
  }

  /** The labels to add. */
  public List<LabelDecision> toApply() {
    return with(Outcome.APPLY);
  }

  /** The labels to suggest. */
  public List<LabelDecision> toSuggest() {
    return with(Outcome.SUGGEST);
  }

  /** Whether there is nothing to do and nothing to say. */
  public boolean silent() {
    return decisions.stream().allMatch(decision -> decision.outcome() == Outcome.LEAVE);
  }

  private List<LabelDecision> with(Outcome outcome) {
    return decisions.stream().filter(decision -> decision.outcome() == outcome).toList();
  }
}
