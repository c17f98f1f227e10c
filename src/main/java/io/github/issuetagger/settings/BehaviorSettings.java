package io.github.issuetagger.settings;

/**
 * What the App does or does not do in a repository, whatever the label.
 *
 * @param skipLabelled whether issues that already carry a label of somebody else are left alone
 * @param dryRun whether to plan and log only
 * @param report whether to tell in an issue what was measured on the repository's past
 */
public record BehaviorSettings(boolean skipLabelled, boolean dryRun, boolean report) {
  /** The same, but changing nothing if either asks for that. */
  BehaviorSettings heldBackBy(BehaviorSettings other) {
    return new BehaviorSettings(skipLabelled, dryRun || other.dryRun, report);
  }
}
