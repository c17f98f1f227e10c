package io.github.issuetagger.triage;

import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.Plan;
import io.github.issuetagger.domain.Prediction;

/** What a look at an issue led to. */
sealed interface TriageVerdict {
  /**
   * The issue is the App's business.
   *
   * @param issue the issue as it was when the plan was made
   * @param prediction what the ladder says
   * @param plan what is to be done, perhaps nothing
   */
  record Proposed(IssueSnapshot issue, Prediction prediction, Plan plan) implements TriageVerdict {}

  /**
   * The issue is not to be touched.
   *
   * @param reason why, in one clause
   */
  record LeaveAlone(String reason) implements TriageVerdict {}
}
