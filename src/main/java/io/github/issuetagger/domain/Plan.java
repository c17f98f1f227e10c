package io.github.issuetagger.domain;

import io.github.issuetagger.domain.LabelDecision.Outcome;
import java.util.List;

/**
 * The decisions about one issue.
 *
 * @param decisions one decision per label of the catalog, best score first
 */
public record Plan(List<LabelDecision> decisions) {
  public Plan {
    decisions = List.copyOf(decisions);
  }

  /** Returns the labels to add. */
  public List<LabelDecision> toApply() {
    return with(Outcome.APPLY);
  }

  /** Returns the labels to suggest. */
  public List<LabelDecision> toSuggest() {
    return with(Outcome.SUGGEST);
  }

  /** Returns whether no label is applied or suggested. */
  public boolean silent() {
    return decisions.stream().allMatch(decision -> decision.outcome() == Outcome.LEAVE);
  }

  private List<LabelDecision> with(Outcome outcome) {
    return decisions.stream().filter(decision -> decision.outcome() == outcome).toList();
  }
}
