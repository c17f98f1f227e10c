package io.github.issuetagger.sandbox;

/** Who makes a call. */
sealed interface Caller {
  /** What the rate limit counts by. */
  String key();

  /** The App itself, by its JWT. */
  record App() implements Caller {
    @Override
    public String key() {
      return "app";
    }
  }

  /** The App as one of its installations. */
  record Installed(Installation installation) implements Caller {
    @Override
    public String key() {
      return "installation ID " + installation.id();
    }
  }
}
