package io.github.issuetagger.triage;

import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.Plan;
import io.github.issuetagger.domain.Prediction;

/** What to do with an issue. */
sealed interface TriageVerdict {
  /**
   * The App may act on the issue.
   *
   * @param issue the issue when the plan was made
   * @param prediction the predicted labels
   * @param plan what to apply and suggest; may be empty
   */
  record Proposed(IssueSnapshot issue, Prediction prediction, Plan plan) implements TriageVerdict {}

  /**
   * The App must not touch the issue.
   *
   * @param reason why, in one clause
   */
  record LeaveAlone(String reason) implements TriageVerdict {}
}
