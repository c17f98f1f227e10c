package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.text.IssueCleaner;

/**
 * An issue as the scorers read it.
 *
 * @param raw what was written, template and all
 * @param clean the same without boilerplate
 */
record CleanedIssue(IssueText raw, IssueText clean) {
  static CleanedIssue of(IssueText text) {
    return new CleanedIssue(text, IssueCleaner.clean(text));
  }

  /** Title and body as one text for a model. */
  String whole() {
    return clean.body().isEmpty() ? clean.title() : clean.title() + "\n" + clean.body();
  }
}
