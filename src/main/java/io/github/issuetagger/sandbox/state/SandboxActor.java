package io.github.issuetagger.sandbox.state;

/**
 * The author of a change.
 *
 * @param viaApp whether the App makes the change through the API
 */
public record SandboxActor(SandboxUser user, boolean viaApp) {
  public static SandboxActor person(SandboxUser user) {
    return new SandboxActor(user, false);
  }
}
