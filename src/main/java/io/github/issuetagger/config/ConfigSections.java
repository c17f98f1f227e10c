package io.github.issuetagger.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads each section into its record; empty where the section has a problem. */
final class ConfigSections {
  private static final int MEGABYTE = 1 << 20;
  private static final int MOST_THREADS = 4;
  private static final int SHORTEST_PASSWORD = 12;
  private static final Set<String> OWN_PATHS = Set.of("/", "/healthz", "/readyz", "/learning");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final ConfigValues values;
  private final Path workingFolder;
  private final ConfigProblems problems;

  ConfigSections(ConfigValues values, Path workingFolder, ConfigProblems problems) {
    this.values = values;
    this.workingFolder = workingFolder;
    this.problems = problems;
  }

  Optional<ServerConfig> server() {
    return unlessBroken(
        () -> {
          values.required(
              ConfigOption.WEBHOOK_SECRET,
              "Set it to the webhook secret of the App's settings page;"
                  + " a server without one does not start");
          ServerParts parts =
              new ServerParts(
                  values.text(ConfigOption.HOST).orElseThrow(),
                  values.integer(ConfigOption.PORT, 0, 65_535),
                  webhookPath(),
                  values.bytes(ConfigOption.MAX_PAYLOAD, 1024, 100 * MEGABYTE));
          List<Secret> secrets =
              Stream.of(ConfigOption.WEBHOOK_SECRET, ConfigOption.WEBHOOK_SECRET_PREVIOUS)
                  .flatMap(option -> values.secret(option).stream())
                  .toList();
          Optional<Secret> password = pagesPassword();
          return () ->
              new ServerConfig(
                  parts.host(),
                  parts.port(),
                  parts.webhookPath(),
                  parts.maxPayload(),
                  secrets,
                  password);
        });
  }

  Optional<GitHubConfig> gitHub() {
    return unlessBroken(
        () -> {
          String appId =
              values.required(
                  ConfigOption.APP_ID, "Set it to the number on the App's settings page");
          if (!appId.isEmpty() && !appId.matches("\\d{1,18}")) {
            problems.add(
                ConfigOption.APP_ID, "is not a number", "Use the App ID, not the client ID");
          }
          Optional<Secret> key = privateKey();
          URI apiUrl = apiUrl();
          return () -> new GitHubConfig(appId, key.orElseThrow(), apiUrl);
        });
  }

  Optional<DatabaseConfig> database() {
    Optional<String> url = values.text(ConfigOption.DATABASE_URL);
    if (url.isEmpty()) {
      return dataDir()
          .map(
              folder ->
                  new DatabaseConfig(
                      "jdbc:sqlite:" + folder.resolve("issue-tagger.db"),
                      Optional.empty(),
                      Optional.empty()));
    }
    Optional<DatabaseConfig> database = DatabaseUrl.parse(url.get());
    if (database.isEmpty()) {
      problems.add(
          ConfigOption.DATABASE_URL,
          "is not a database URL that is known",
          "Write postgres://USER:PASSWORD@HOST:PORT/NAME, with special characters of the password"
              + " percent-encoded, or leave it out for SQLite");
    }
    return database;
  }

  Optional<DeliveryConfig> delivery() {
    return unlessBroken(
        () -> {
          DeliveryConfig config =
              new DeliveryConfig(
                  values.integer(ConfigOption.WORKERS, 1, 64),
                  values.integer(ConfigOption.MAX_ATTEMPTS, 1, 20),
                  values.duration(
                      ConfigOption.FIRST_RETRY, Duration.ofMillis(10), Duration.ofHours(1)),
                  Duration.ofDays(values.integer(ConfigOption.RETENTION_DAYS, 1, 3650)),
                  values.duration(ConfigOption.SHUTDOWN_GRACE, Duration.ZERO, Duration.ofHours(1)));
          return () -> config;
        });
  }

  Optional<ModelConfig> model() {
    return unlessBroken(
        () -> {
          Optional<Path> bundle = path(ConfigOption.MODEL);
          if (bundle.isPresent() && !Files.isDirectory(bundle.get())) {
            problems.add(ConfigOption.MODEL, "is not a folder", "Name the folder with bundle.json");
          }
          Optional<Path> repositories = path(ConfigOption.MODELS_DIR);
          if (repositories.isPresent() && !Files.isDirectory(repositories.get())) {
            problems.add(
                ConfigOption.MODELS_DIR,
                "is not a folder",
                "Name the folder that holds OWNER/REPO/bundle.json");
          }
          int threads =
              values.text(ConfigOption.MODEL_THREADS).equals(ConfigOption.MODEL_THREADS.standard())
                  ? Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors())
                  : values.integer(ConfigOption.MODEL_THREADS, 1, 256);
          int batchTokens = values.integer(ConfigOption.MODEL_BATCH_TOKENS, 512, 1 << 20);
          ModelConfig.Device device =
              values.oneOf(ConfigOption.MODEL_DEVICE, ModelConfig.Device.class);
          ModelConfig.ZeroShot zeroShot =
              values.oneOf(ConfigOption.MODEL_ZERO_SHOT, ModelConfig.ZeroShot.class);
          Optional<Path> data = dataDir();
          return () ->
              new ModelConfig(
                  bundle,
                  repositories,
                  data.orElseThrow().resolve("cache"),
                  threads,
                  batchTokens,
                  device,
                  zeroShot);
        });
  }

  Optional<LogConfig> log() {
    return unlessBroken(
        () -> {
          LogConfig config =
              new LogConfig(
                  values.oneOf(ConfigOption.LOG_LEVEL, LogConfig.Level.class),
                  values.oneOf(ConfigOption.LOG_FORMAT, LogConfig.Format.class));
          return () -> config;
        });
  }

  Optional<Path> dataDir() {
    return path(ConfigOption.DATA_DIR);
  }

  private Optional<Secret> privateKey() {
    Optional<String> inline = values.text(ConfigOption.PRIVATE_KEY);
    Optional<Path> file = path(ConfigOption.PRIVATE_KEY_PATH);
    if (inline.isPresent() && file.isPresent()) {
      problems.add(
          ConfigOption.PRIVATE_KEY, "is given beside PRIVATE_KEY_PATH", "Give only one of the two");
      return Optional.empty();
    }
    if (inline.isPresent()) {
      return checkedKey(ConfigOption.PRIVATE_KEY, inline.get());
    }
    if (file.isEmpty()) {
      problems.add(
          ConfigOption.PRIVATE_KEY,
          "is missing",
          "Generate a private key on the App's settings page and set it, or name its file in "
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
          "Use the .pem file as the App's settings page handed it out");
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
      // Told below, like every other text that is not such a URL.
    }
    problems.add(
        ConfigOption.GITHUB_API_URL,
        "is not the https URL of an API",
        "Write https://api.github.com, or https://HOST/api/v3 on GitHub Enterprise Server");
    return URI.create(ConfigOption.GITHUB_API_URL.standard().orElseThrow());
  }

  private Optional<Secret> pagesPassword() {
    Optional<Secret> password = values.secret(ConfigOption.PAGES_PASSWORD);
    if (password.filter(secret -> secret.reveal().length() < SHORTEST_PASSWORD).isPresent()) {
      problems.add(
          ConfigOption.PAGES_PASSWORD,
          "is easily guessed",
          "Give at least " + SHORTEST_PASSWORD + " characters, at random");
    }
    return password;
  }

  private String webhookPath() {
    String path = values.text(ConfigOption.WEBHOOK_PATH).orElseThrow();
    if (!path.matches("(/[A-Za-z0-9._~-]+)+") || OWN_PATHS.contains(path)) {
      problems.add(
          ConfigOption.WEBHOOK_PATH,
          "is not a path of its own",
          "Write one such as " + ConfigOption.WEBHOOK_PATH.standard().orElseThrow());
    }
    return path;
  }

  private Optional<Path> path(ConfigOption option) {
    try {
      return values.text(option).map(workingFolder::resolve).map(Path::normalize);
    } catch (InvalidPathException e) {
      problems.add(option, "is not a path", "Name a file or folder");
      return Optional.empty();
    }
  }

  /** Runs the reader, and builds the record only if the reader has found no problem. */
  private <T> Optional<T> unlessBroken(Supplier<Supplier<T>> reader) {
    int before = problems.reports();
    Supplier<T> build = reader.get();
    return problems.reports() == before ? Optional.of(build.get()) : Optional.empty();
  }

  private record ServerParts(String host, int port, String webhookPath, int maxPayload) {}
}
