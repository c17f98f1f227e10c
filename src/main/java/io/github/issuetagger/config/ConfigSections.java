package io.github.issuetagger.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads each section into its record. Returns empty for a section that has a problem. */
final class ConfigSections {
  private static final int MEGABYTE = 1 << 20;
  private static final int MAX_THREADS = 4;
  private static final int MIN_PASSWORD_LENGTH = 12;
  private static final Set<String> RESERVED_PATHS = Set.of("/", "/healthz", "/readyz", "/learning");

  private final ConfigValues values;
  private final ConfigProblems problems;

  ConfigSections(ConfigValues values, ConfigProblems problems) {
    this.values = values;
    this.problems = problems;
  }

  Optional<GitHubConfig> gitHub() {
    return unlessBroken(new GitHubSection(values, problems)::read);
  }

  Optional<ServerConfig> server() {
    return unlessBroken(
        () -> {
          values.required(
              ConfigOption.WEBHOOK_SECRET,
              "Set it to the webhook secret from the App's settings page;"
                  + " the server does not start without one");
          String host = values.text(ConfigOption.HOST).orElseThrow();
          int port = values.integer(ConfigOption.PORT, 0, 65_535);
          String webhookPath = webhookPath();
          int maxPayload = values.bytes(ConfigOption.MAX_PAYLOAD, 1024, 100 * MEGABYTE);
          List<Secret> secrets =
              Stream.of(ConfigOption.WEBHOOK_SECRET, ConfigOption.WEBHOOK_SECRET_PREVIOUS)
                  .flatMap(option -> values.secret(option).stream())
                  .toList();
          Optional<Secret> password = pagesPassword();
          return () -> new ServerConfig(host, port, webhookPath, maxPayload, secrets, password);
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
    Optional<DatabaseConfig> database = DatabaseConfig.parse(url.get());
    if (database.isEmpty()) {
      problems.add(
          ConfigOption.DATABASE_URL,
          "is not a known kind of database URL",
          "Write postgres://USER:PASSWORD@HOST:PORT/NAME, with special characters of the password"
              + " percent-encoded, or leave it out to use SQLite");
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
          Optional<Path> bundle = values.path(ConfigOption.MODEL);
          if (bundle.isPresent() && !Files.isDirectory(bundle.get())) {
            problems.add(
                ConfigOption.MODEL, "is not a folder", "Name a folder that contains bundle.json");
          }
          Optional<Path> repositories = values.path(ConfigOption.MODELS_DIR);
          if (repositories.isPresent() && !Files.isDirectory(repositories.get())) {
            problems.add(
                ConfigOption.MODELS_DIR,
                "is not a folder",
                "Name a folder that contains OWNER/REPO/bundle.json");
          }
          int threads =
              values.text(ConfigOption.MODEL_THREADS).equals(ConfigOption.MODEL_THREADS.standard())
                  ? Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors())
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
    return values.path(ConfigOption.DATA_DIR);
  }

  private Optional<Secret> pagesPassword() {
    Optional<Secret> password = values.secret(ConfigOption.PAGES_PASSWORD);
    if (password.filter(secret -> secret.reveal().length() < MIN_PASSWORD_LENGTH).isPresent()) {
      problems.add(
          ConfigOption.PAGES_PASSWORD,
          "is easy to guess",
          "Use at least " + MIN_PASSWORD_LENGTH + " random characters");
    }
    return password;
  }

  private String webhookPath() {
    String path = values.text(ConfigOption.WEBHOOK_PATH).orElseThrow();
    if (!path.matches("(/[A-Za-z0-9._~-]+)+") || RESERVED_PATHS.contains(path)) {
      problems.add(
          ConfigOption.WEBHOOK_PATH,
          "is not a path, or is reserved",
          "Use a path such as " + ConfigOption.WEBHOOK_PATH.standard().orElseThrow());
    }
    return path;
  }

  /** Runs the reader. Builds the record only if the reader found no problem. */
  private <T> Optional<T> unlessBroken(Supplier<Supplier<T>> reader) {
    int before = problems.reports();
    Supplier<T> build = reader.get();
    return problems.reports() == before ? Optional.of(build.get()) : Optional.empty();
  }
}
