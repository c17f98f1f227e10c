package io.github.issuetagger.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A run of the backfill command, which labels a repository's existing issues. Each issue has a
 * {@link Run}.
 *
 * @param id the backfill's ID
 * @param repositoryId the repository's ID
 * @param startedAt when the backfill began
 * @param finishedAt when all issues were handled; empty until then
 * @param undoneAt when the backfill was undone, if it was
 */
public record Backfill(
    String id,
    long repositoryId,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<Instant> undoneAt) {
  private static final String KIND = "backfill/";

  /** Returns the value that the issue's run has in place of a delivery's GUID. */
  public String guid(int issue) {
    return guids() + issue;
  }

  /** Returns the common prefix of the GUIDs of all runs. */
  String guids() {
    return KIND + id + "/";
  }
}
