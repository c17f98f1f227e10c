package io.github.issuetagger.settings;

/**
 * How the App behaves in a repository, whatever the label.
 *
 * @param skipLabelled whether to skip issues that already have a label from somebody else
 * @param dryRun whether to only plan and log
 * @param report whether to open an issue that reports the repository's holdout results
 */
public record BehaviorSettings(boolean skipLabelled, boolean dryRun, boolean report) {
  /** Returns a copy that is a dry run if either is. */
  BehaviorSettings heldBackBy(BehaviorSettings other) {
    return new BehaviorSettings(skipLabelled, dryRun || other.dryRun, report);
  }
}
