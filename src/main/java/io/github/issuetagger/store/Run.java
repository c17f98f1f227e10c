package io.github.issuetagger.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The triage of an issue for a delivery.
 *
 * @param id the run's ID, safe in a comment
 * @param deliveryGuid the delivery that caused the run
 * @param repositoryId the repository's ID
 * @param issue the issue's number
 * @param cause the reason for the run: {@code opened}, {@code reopened}, …
 * @param basis the basis of the plan; empty until there is a plan
 * @param createdAt when the first attempt began
 * @param result the outcome, in one clause; empty until the run is finished
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
  /** Returns true if the run is finished. */
  public boolean finished() {
    return result.isPresent();
  }

  /**
   * The basis of a plan.
   *
   * @param scorer the names of the scorers
   * @param bundle name and version of the model bundle
   * @param settingsSha the settings file's SHA-1; empty for the default settings
   * @param dryRun whether the run was a dry run
   */
  public record Basis(String scorer, String bundle, String settingsSha, boolean dryRun) {}
}
