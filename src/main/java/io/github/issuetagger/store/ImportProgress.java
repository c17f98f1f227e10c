package io.github.issuetagger.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The progress of a repository's history import.
 *
 * @param nextPage the position of the next page; empty at the start and at the end
 * @param seen the number of issues and pull requests read so far
 * @param entered the number of labeled issues imported so far
 * @param finishedAt when the import finished; empty until then
 */
public record ImportProgress(
    Optional<String> nextPage, int seen, int entered, Optional<Instant> finishedAt) {
  /** The progress before the first page. */
  public static final ImportProgress START =
      new ImportProgress(Optional.empty(), 0, 0, Optional.empty());
}
