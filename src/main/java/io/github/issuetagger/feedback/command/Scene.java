package io.github.issuetagger.feedback.command;

import io.github.issuetagger.github.IssueWriter;
import io.github.issuetagger.issue.ExampleSource;
import io.github.issuetagger.issue.IssueSnapshot;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.RepositoryRef;
import io.github.issuetagger.policy.RepositorySettings;
import io.github.issuetagger.store.IssueLeases.Lease;
import java.time.Instant;

/**
 * What a command meets.
 *
 * @param event the comment
 * @param id names the delivery, and in it the command: the same for each try
 * @param at when the comment came in
 * @param standing who gives the command
 * @param issue the issue as it is now
 * @param catalog the repository's labels
 * @param settings the repository's settings
 * @param writer the writer that those settings ask for
 * @param lease the issue is ours alone
 */
record Scene(
    CommentEvent event,
    String id,
    Instant at,
    Standing standing,
    IssueSnapshot issue,
    LabelCatalog catalog,
    RepositorySettings settings,
    IssueWriter writer,
    Lease lease) {
  /** The same for one of the comment's commands. */
  Scene forCommand(int position, IssueSnapshot now) {
    return new Scene(
        event, id + "/" + position, at, standing, now, catalog, settings, writer, lease);
  }

  RepositoryRef repository() {
    return event.repository();
  }

  int number() {
    return event.issue();
  }

  ExampleSource source() {
    return standing == Standing.MAINTAINER ? ExampleSource.MAINTAINER : ExampleSource.AUTHOR;
  }

  /** Whether the issue carries the label. */
  boolean carries(String label) {
    return issue.labels().stream()
        .anyMatch(name -> LabelCatalog.key(name).equals(LabelCatalog.key(label)));
  }
}
