package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.ImportedIssue;
import io.github.issuetagger.github.IssueHistory;
import io.github.issuetagger.github.IssueHistoryPage;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Lists the numbers of a repository's open issues, the newest first. */
final class OpenIssueLister {
  private final IssueHistory history;

  OpenIssueLister(IssueHistory history) {
    this.history = history;
  }

  /**
   * The issues, each once.
   *
   * @param limit at most so many
   */
  Set<Integer> of(RepositoryRef repository, int limit) {
    Set<Integer> numbers = new LinkedHashSet<>();
    Optional<String> place = Optional.empty();
    do {
      IssueHistoryPage page = history.page(repository, IssueHistory.Which.OPEN, place);
      for (ImportedIssue past : page.issues()) {
        if (numbers.size() < limit) {
          numbers.add(past.issue().number());
        }
      }
      place = page.next();
    } while (place.isPresent() && numbers.size() < limit);
    return numbers;
  }
}
