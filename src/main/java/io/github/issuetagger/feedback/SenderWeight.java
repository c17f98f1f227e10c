package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.events.Account;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.github.Role;
import java.util.Optional;

/** Decides how much an account's label changes and commands count. */
public final class SenderWeight {
  private final IssueReader reader;

  public SenderWeight(IssueReader reader) {
    this.reader = reader;
  }

  /**
   * Returns in which role an account speaks about an issue's labels. Empty if the account has no
   * say.
   *
   * @param author the login of the account that opened the issue; empty if unknown
   */
  public Optional<AnnotationSource> weigh(RepositoryRef repository, String author, Account sender) {
    if (sender.bot()) {
      return Optional.of(AnnotationSource.BOT);
    }
    if (reader.role(repository, sender.login()).compareTo(Role.TRIAGE) >= 0) {
      return Optional.of(AnnotationSource.MAINTAINER);
    }
    return sender.login().equalsIgnoreCase(author)
        ? Optional.of(AnnotationSource.AUTHOR)
        : Optional.empty();
  }

  /**
   * Returns who chose the labels that an issue was opened with. Authors without permission to label
   * got them from a form. Authors with permission may have chosen them or may have used a template,
   * so their labels count less than a maintainer's.
   */
  Optional<AnnotationSource> weighOpened(RepositoryRef repository, Account author) {
    return weigh(repository, author.login(), author)
        .map(
            source ->
                switch (source) {
                  case MAINTAINER -> AnnotationSource.AUTHOR;
                  case AUTHOR -> AnnotationSource.TEMPLATE;
                  case TEMPLATE, BOT -> source;
                });
  }
}
