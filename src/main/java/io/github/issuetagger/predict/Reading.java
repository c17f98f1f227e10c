package io.github.issuetagger.predict;

import io.github.issuetagger.issue.IssueCleaner;
import io.github.issuetagger.issue.IssueText;

/**
 * An issue as the rungs read it.
 *
 * @param raw what was written, template and all
 * @param clean the same without boilerplate
 */
record Reading(IssueText raw, IssueText clean) {
  static Reading of(IssueText text) {
    return new Reading(text, IssueCleaner.clean(text));
  }

  /** Title and body as one text for a model. */
  String whole() {
    return clean.body().isEmpty() ? clean.title() : clean.title() + "\n" + clean.body();
  }
}
