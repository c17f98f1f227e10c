package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.feedback.LabelEvent.Account;
import io.github.issuetagger.feedback.LabelEvent.Issue;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.github.Role;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what somebody's deed weighs. */
final class SenderWeight {
  private final IssueReader reader;

  SenderWeight(IssueReader reader) {
    this.reader = reader;
  }

  /** Whose word it is; empty when that cannot be told, or is nobody's who may say. */
  Optional<AnnotationSource> of(RepositoryRef repository, Issue issue, @Nullable Account sender) {
    if (sender == null || sender.login() == null) {
      return Optional.empty();
    }
    if (sender.bot()) {
      return Optional.of(AnnotationSource.BOT);
    }
    if (reader.role(repository, sender.login()).compareTo(Role.TRIAGE) >= 0) {
      return Optional.of(AnnotationSource.MAINTAINER);
    }
    return sender.is(issue.user()) ? Optional.of(AnnotationSource.AUTHOR) : Optional.empty();
  }

  /**
   * Whose word the labels are that an issue was opened with: who may not label got them from a
   * form; of who may, nobody can tell whether they were chosen or came with a template.
   */
  Optional<AnnotationSource> ofOpened(RepositoryRef repository, Issue issue) {
    return of(repository, issue, issue.user())
        .map(
            source ->
                switch (source) {
                  case MAINTAINER -> AnnotationSource.AUTHOR;
                  case AUTHOR -> AnnotationSource.TEMPLATE;
                  case TEMPLATE, BOT -> source;
                });
  }
}
