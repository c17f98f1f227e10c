package io.github.issuetagger.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One labelling of a repository's past. What was done to each issue is in the {@link Run} of that
 * issue.
 *
 * @param id our id of it
 * @param repositoryId GitHub's number of the repository
 * @param startedAt when it was begun
 * @param finishedAt when it had gone through all issues; empty until then
 * @param undoneAt when it was taken back
 */
public record Backfill(
    String id,
    long repositoryId,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<Instant> undoneAt) {
  private static final String KIND = "backfill/";

  /** What stands in the place of a delivery's GUID in the run of that issue. */
  public String guid(int issue) {
    return guids() + issue;
  }

  /** How the GUIDs of all its runs start. */
  String guids() {
    return KIND + id + "/";
  }
}
