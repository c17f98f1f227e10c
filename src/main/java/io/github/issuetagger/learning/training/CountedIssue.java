package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.SparseVector;
import io.github.issuetagger.scoring.IssueFeatures;

/**
 * An issue as learning needs it, read from its text or from what was kept of it.
 *
 * @param issue what the models made of it; without its texts where those were not kept
 * @param counts its hashed words, by {@link HashedWords}
 */
public record CountedIssue(IssueFeatures issue, SparseVector counts) {
  public static CountedIssue of(IssueFeatures issue) {
    return new CountedIssue(issue, HashedWords.count(issue.raw()));
  }
}
