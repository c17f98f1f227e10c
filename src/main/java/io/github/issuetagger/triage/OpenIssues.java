package io.github.issuetagger.triage;

import io.github.issuetagger.github.History;
import io.github.issuetagger.github.HistoryPage;
import io.github.issuetagger.github.PastIssue;
import io.github.issuetagger.issue.RepositoryRef;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Lists the numbers of a repository's open issues, the newest first. */
final class OpenIssues {
  private final History history;

  OpenIssues(History history) {
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
      HistoryPage page = history.page(repository, History.Which.OPEN, place);
      for (PastIssue past : page.issues()) {
        if (numbers.size() < limit) {
          numbers.add(past.issue().number());
        }
      }
      place = page.next();
    } while (place.isPresent() && numbers.size() < limit);
    return numbers;
  }
}
