package io.github.issuetagger.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the access to GitHub. */
final class GitHubSection {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final ConfigValues values;
  private final ConfigProblems problems;

  GitHubSection(ConfigValues values, ConfigProblems problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Reads and checks the section. Call the result only if no problem was reported. */
  Supplier<GitHubConfig> read() {
    String appId =
        values.required(ConfigOption.APP_ID, "Set it to the App ID from the App's settings page");
    if (!appId.isEmpty() && !appId.matches("\\d{1,18}")) {
      problems.add(ConfigOption.APP_ID, "is not a number", "Use the App ID, not the client ID");
    }
    Optional<Secret> key = privateKey();
    URI apiUrl = apiUrl();
    return () -> new GitHubConfig(appId, key.orElseThrow(), apiUrl);
  }

  private Optional<Secret> privateKey() {
    Optional<String> inline = values.text(ConfigOption.PRIVATE_KEY);
    Optional<Path> file = values.path(ConfigOption.PRIVATE_KEY_PATH);
    if (inline.isPresent() && file.isPresent()) {
      problems.add(
          ConfigOption.PRIVATE_KEY,
          "is set together with PRIVATE_KEY_PATH",
          "Set only one of the two");
      return Optional.empty();
    }
    if (inline.isPresent()) {
      return checkedKey(ConfigOption.PRIVATE_KEY, inline.get());
    }
    if (file.isEmpty()) {
      problems.add(
          ConfigOption.PRIVATE_KEY,
          "is missing",
          "Generate a private key on the App's settings page. Set it here, or name its file in "
              + ConfigOption.PRIVATE_KEY_PATH.environmentName());
      return Optional.empty();
    }
    try {
      return checkedKey(ConfigOption.PRIVATE_KEY_PATH, Files.readString(file.get()));
    } catch (IOException e) {
      problems.add(
          ConfigOption.PRIVATE_KEY_PATH,
          "names a file that cannot be read",
          "Check that " + file.get() + " exists and is readable");
      return Optional.empty();
    }
  }

  private Optional<Secret> checkedKey(ConfigOption option, String text) {
    try {
      Secret pem = PrivateKeyReader.normalize(text);
      PrivateKeyReader.parse(pem);
      return Optional.of(pem);
    } catch (IllegalArgumentException e) {
      problems.add(
          option,
          String.valueOf(e.getMessage()),
          "Use the .pem file that you downloaded from the App's settings page");
      return Optional.empty();
    }
  }

  private URI apiUrl() {
    String text = values.text(ConfigOption.GITHUB_API_URL).orElseThrow().strip();
    try {
      URI url = new URI(text.replaceFirst("/+$", ""));
      boolean encrypted = "https".equals(url.getScheme());
      boolean local = "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
      if ((encrypted || local)
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getQuery() == null
          && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Reported below, like every other invalid URL.
    }
    problems.add(
        ConfigOption.GITHUB_API_URL,
        "is not the https URL of a GitHub API",
        "Write https://api.github.com, or https://HOST/api/v3 on GitHub Enterprise Server");
    return URI.create(ConfigOption.GITHUB_API_URL.standard().orElseThrow());
  }
}
