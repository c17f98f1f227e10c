package io.github.issuetagger.sandbox;

/**
 * Who changes something.
 *
 * @param viaApp whether the App does it through the API
 */
record Actor(SandboxUser user, boolean viaApp) {
  static Actor person(SandboxUser user) {
    return new Actor(user, false);
  }
}
