package io.github.issuetagger.sandbox.state;

/**
 * Who changes something.
 *
 * @param viaApp whether the App does it through the API
 */
public record SandboxActor(SandboxUser user, boolean viaApp) {
  public static SandboxActor person(SandboxUser user) {
    return new SandboxActor(user, false);
  }
}
