package io.github.issuetagger.triage;

import io.github.issuetagger.domain.LabelDecision;
import java.util.List;

/**
 * What a backfill did with one issue, or would do.
 *
 * @param number the issue's number
 * @param apply the labels that the backfill adds, best first
 * @param suggest the labels that a triage would suggest; a backfill never suggests
 * @param result the outcome, or why the issue is left alone, in one clause
 */
public record BackfillIssue(
    int number, List<LabelDecision> apply, List<LabelDecision> suggest, String result) {
  public BackfillIssue {
    apply = List.copyOf(apply);
    suggest = List.copyOf(suggest);
  }

  static BackfillIssue leftAlone(int number, String why) {
    return new BackfillIssue(number, List.of(), List.of(), why);
  }
}
