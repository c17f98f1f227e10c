package io.github.issuetagger.sandbox.api;

import io.github.issuetagger.sandbox.state.SandboxInstallation;

/** Who makes a call. */
sealed interface ApiCaller {
  /** What the rate limit counts by. */
  String key();

  /** The App itself, by its JWT. */
  record App() implements ApiCaller {
    @Override
    public String key() {
      return "app";
    }
  }

  /** The App as one of its installations. */
  record Installed(SandboxInstallation installation) implements ApiCaller {
    @Override
    public String key() {
      return "installation ID " + installation.id();
    }
  }
}
