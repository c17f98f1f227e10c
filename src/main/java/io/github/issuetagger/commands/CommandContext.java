package io.github.issuetagger.commands;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.IssueWriter;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
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
record CommandContext(
    CommentEvent event,
    String id,
    Instant at,
    CommandPermission standing,
    IssueSnapshot issue,
    LabelCatalog catalog,
    RepositorySettings settings,
    IssueWriter writer,
    Lease lease) {
  /** The same for one of the comment's commands. */
  CommandContext forCommand(int position, IssueSnapshot now) {
    return new CommandContext(
        event, id + "/" + position, at, standing, now, catalog, settings, writer, lease);
  }

  RepositoryRef repository() {
    return event.repository();
  }

  int number() {
    return event.issue();
  }

  AnnotationSource source() {
    return standing == CommandPermission.MAINTAINER
        ? AnnotationSource.MAINTAINER
        : AnnotationSource.AUTHOR;
  }

  /** Whether the issue carries the label. */
  boolean carries(String label) {
    return issue.labels().stream()
        .anyMatch(name -> LabelCatalog.key(name).equals(LabelCatalog.key(label)));
  }
}
