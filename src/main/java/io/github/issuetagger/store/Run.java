package io.github.issuetagger.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One triage of one issue, for one delivery.
 *
 * @param id our id of the run, safe in a comment
 * @param deliveryGuid the delivery that asked for it
 * @param repositoryId GitHub's number of the repository
 * @param issue the issue's number
 * @param cause why: {@code opened}, {@code reopened}, …
 * @param basis what the plan was made from; empty until there is one
 * @param createdAt when it was first tried
 * @param result what came of it, in one clause; empty while it is not finished
 */
public record Run(
    String id,
    String deliveryGuid,
    long repositoryId,
    int issue,
    String cause,
    Optional<Basis> basis,
    Instant createdAt,
    Optional<String> result) {
  /** Whether nothing is left to do. */
  public boolean finished() {
    return result.isPresent();
  }

  /**
   * What a plan was made from.
   *
   * @param rung the rungs that spoke
   * @param bundle name and version of the model bundle
   * @param settingsSha the settings file's SHA-1; empty for the defaults
   * @param dryRun whether nothing was to be changed
   */
  public record Basis(String rung, String bundle, String settingsSha, boolean dryRun) {}
}
