package io.github.issuetagger.sandbox;

/**
 * Who changes something.
 *
 * @param viaApp whether the App does it through the API
 */
record SandboxActor(SandboxUser user, boolean viaApp) {
  static SandboxActor person(SandboxUser user) {
    return new SandboxActor(user, false);
  }
}
