package io.github.issuetagger.commands;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.events.IssueCommentEvent;
import io.github.issuetagger.github.IssueWriter;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
import java.util.Optional;

/**
 * The issue and the comment of a command.
 *
 * @param event the comment
 * @param id identifies the delivery, and the command in it; the same for each attempt
 * @param sender the sender's role; empty if the sender has no say about the issue's labels
 * @param issue the issue's current state
 * @param catalog the repository's labels
 * @param settings the repository's settings
 * @param writer the writer for these settings
 * @param lease the lease of the issue
 */
record CommandContext(
    IssueCommentEvent event,
    String id,
    Optional<AnnotationSource> sender,
    IssueSnapshot issue,
    LabelCatalog catalog,
    RepositorySettings settings,
    IssueWriter writer,
    Lease lease) {
  /** Returns the context of one of the comment's commands. */
  CommandContext forCommand(int position, IssueSnapshot now) {
    return new CommandContext(
        event, id + "/" + position, sender, now, catalog, settings, writer, lease);
  }

  RepositoryRef repository() {
    return event.repository();
  }

  /** Returns the issue's number. */
  int number() {
    return event.issue();
  }

  boolean byMaintainer() {
    return sender.filter(AnnotationSource.MAINTAINER::equals).isPresent();
  }

  /** Returns whether the issue has the label. */
  boolean hasLabel(String label) {
    return issue.labels().stream()
        .anyMatch(name -> LabelCatalog.key(name).equals(LabelCatalog.key(label)));
  }
}
