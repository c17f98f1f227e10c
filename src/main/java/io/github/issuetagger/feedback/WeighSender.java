package io.github.issuetagger.feedback;

import io.github.issuetagger.feedback.LabelEvent.Account;
import io.github.issuetagger.feedback.LabelEvent.Issue;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.github.Role;
import io.github.issuetagger.issue.ExampleSource;
import io.github.issuetagger.issue.RepositoryRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what somebody's deed weighs. */
final class WeighSender {
  private final IssueReader reader;

  WeighSender(IssueReader reader) {
    this.reader = reader;
  }

  /** Whose word it is; empty when that cannot be told, or is nobody's who may say. */
  Optional<ExampleSource> of(RepositoryRef repository, Issue issue, @Nullable Account sender) {
    if (sender == null || sender.login() == null) {
      return Optional.empty();
    }
    if (sender.bot()) {
      return Optional.of(ExampleSource.BOT);
    }
    if (reader.role(repository, sender.login()).compareTo(Role.TRIAGE) >= 0) {
      return Optional.of(ExampleSource.MAINTAINER);
    }
    return sender.is(issue.user()) ? Optional.of(ExampleSource.AUTHOR) : Optional.empty();
  }

  /**
   * Whose word the labels are that an issue was opened with: who may not label got them from a
   * form; of who may, nobody can tell whether they were chosen or came with a template.
   */
  Optional<ExampleSource> ofOpened(RepositoryRef repository, Issue issue) {
    return of(repository, issue, issue.user())
        .map(
            source ->
                switch (source) {
                  case MAINTAINER -> ExampleSource.AUTHOR;
                  case AUTHOR -> ExampleSource.TEMPLATE;
                  case TEMPLATE, BOT -> source;
                });
  }
}
