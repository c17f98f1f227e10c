package io.github.issuetagger.triage;

import io.github.issuetagger.domain.LabelDecision;
import java.util.List;

/**
 * What a backfill would do, or did, with one issue.
 *
 * @param number the issue
 * @param apply the labels that it adds, best first
 * @param suggest the labels that a triage would suggest; a backfill never does
 * @param result what came of it, or why the issue is left alone, in one clause
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
