package io.github.issuetagger.cli;

import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.GitHubApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Gives a command access to GitHub. Uses a temporary cache, because a server that runs at the same
 * time holds the other one. {@link #close} deletes the cache.
 */
final class CommandGitHub implements AutoCloseable {
  private final GitHubApp app;
  private final Path cache;

  private CommandGitHub(GitHubApp app, Path cache) {
    this.app = app;
    this.cache = cache;
  }

  static CommandGitHub open(ConfigLoader configuration, Clock clock) {
    Path cache = temporary();
    try {
      return new CommandGitHub(GitHubApp.open(configuration.loadGitHub(), cache, clock), cache);
    } catch (RuntimeException e) {
      delete(cache);
      throw e;
    }
  }

  GitHubApp app() {
    return app;
  }

  /** Returns the repository, in which the App must be installed. */
  RepositoryRef find(RepositoryName name) {
    return app.find(name.owner(), name.name())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no repository "
                        + name.full()
                        + ", or the App is not installed there"));
  }

  @Override
  public void close() {
    try {
      app.close();
    } finally {
      delete(cache);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("issue-tagger-http");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a folder for the HTTP cache", e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
