package io.github.issuetagger.store;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a repository's past has been read.
 *
 * @param nextPage where to go on; empty at the start, and at the end
 * @param seen how many issues and pull requests were looked at
 * @param entered how many of those were labelled and entered
 * @param finishedAt when the end was reached; empty until then
 */
public record ImportProgress(
    Optional<String> nextPage, int seen, int entered, Optional<Instant> finishedAt) {
  /** Nothing has been read. */
  public static final ImportProgress START =
      new ImportProgress(Optional.empty(), 0, 0, Optional.empty());
}
