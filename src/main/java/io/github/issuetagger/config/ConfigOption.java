package io.github.issuetagger.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** All configuration options. The loader, the README's table and {@code --help} use this table. */
public enum ConfigOption {
  APP_ID("github.app-id", "", "The App's number, shown on its settings page."),
  PRIVATE_KEY(
      "github.private-key",
      "",
      "The App's private key: PEM, PEM with \\n for line breaks, or base64 of the PEM."),
  PRIVATE_KEY_PATH(
      "github.private-key-path", "", "A file with the App's private key, in place of PRIVATE_KEY."),
  GITHUB_API_URL(
      "github.api-url",
      "https://api.github.com",
      "GitHub's API; https://HOST/api/v3 on GitHub Enterprise Server."),
  WEBHOOK_SECRET(
      "server.webhook-secret", "", "The secret with which GitHub signs webhooks. Required."),
  WEBHOOK_SECRET_PREVIOUS(
      "server.webhook-secret-previous",
      "",
      "The previous secret, which is also accepted while you rotate it."),
  WEBHOOK_PATH(
      "server.webhook-path", "/api/github/webhooks", "The path to which GitHub posts webhooks."),
  HOST("server.host", "0.0.0.0", "The address to listen on."),
  PORT("server.port", "3000", "The port to listen on; 0 picks any free one."),
  MAX_PAYLOAD("server.max-payload", "25MB", "The largest accepted webhook body."),
  PAGES_PASSWORD(
      "server.pages-password",
      "",
      "The password for the page /learning, with any user name. Without it there is no such page."),
  DATA_DIR("data-dir", "./data", "The folder where the App stores its data."),
  DATABASE_URL(
      "database.url",
      "",
      "postgres://USER:PASSWORD@HOST:PORT/NAME for PostgreSQL; without it, SQLite in the data"
          + " folder."),
  WORKERS("delivery.workers", "4", "How many deliveries are processed at the same time."),
  MAX_ATTEMPTS(
      "delivery.max-attempts",
      "6",
      "How many attempts a delivery gets before it becomes a dead letter."),
  FIRST_RETRY(
      "delivery.first-retry",
      "30s",
      "The delay before the second attempt; each later delay is 3× longer."),
  RETENTION_DAYS(
      "delivery.retention-days",
      "30",
      "Days for which finished deliveries are kept; dead letters are kept until you replay them."),
  SHUTDOWN_GRACE(
      "delivery.shutdown-grace", "20s", "How long a shutdown waits for running deliveries."),
  MODEL(
      "model.bundle",
      "",
      "The folder of your own model bundle. A multi-label bundle predicts its labels; other bundles"
          + " replace the built-in one for their task."),
  MODELS_DIR(
      "model.repositories",
      "",
      "A folder with your own multi-label bundles for single repositories, as OWNER/REPO. Each"
          + " takes precedence over MODEL in its repository."),
  MODEL_THREADS(
      "model.threads", "auto", "Threads for one inference; auto uses one per core, at most 4."),
  MODEL_BATCH_TOKENS(
      "model.batch-tokens",
      "2048",
      "The maximum number of tokens in one inference; limits its memory."),
  MODEL_DEVICE(
      "model.device",
      "auto",
      "auto, cpu or cuda; auto uses an NVIDIA GPU if the jar was built with -Pcuda."),
  MODEL_ZERO_SHOT(
      "model.zero-shot",
      "matcher",
      "matcher or similarity; similarity only compares embeddings, which is faster."),
  LOG_LEVEL("log.level", "info", "trace, debug, info, warn or error."),
  LOG_FORMAT("log.format", "text", "text, or json with one object per line.");

  /** The environment variable that names the configuration file. */
  public static final String FILE_VARIABLE = "ISSUE_TAGGER_CONFIG";

  private final String key;
  private final String standard;
  private final String description;

  ConfigOption(String key, String standard, String description) {
    this.key = key;
    this.standard = standard;
    this.description = description;
  }

  /** Returns the key in a configuration file. Dots mean nesting in YAML. */
  public String key() {
    return key;
  }

  /** Returns the name in the environment and in {@code .env}. */
  public String environmentName() {
    return name();
  }

  /** Returns the default value. */
  public Optional<String> standard() {
    return standard.isEmpty() ? Optional.empty() : Optional.of(standard);
  }

  /** Formats all options as a Markdown table for the README. */
  public static String markdown() {
    return Arrays.stream(values())
        .map(
            option ->
                String.format(
                    Locale.ROOT,
                    "| `%s` | `%s` | %s | %s |",
                    option.environmentName(),
                    option.key,
                    option.standard().map(value -> "`" + value + "`").orElse("–"),
                    option.description))
        .collect(
            Collectors.joining(
                "\n", "| environment | file | default | |\n|---|---|---|---|\n", "\n"));
  }

  /** Formats all options as plain lines for {@code --help}. */
  public static String help() {
    return Arrays.stream(values())
        .map(
            option ->
                String.format(
                    Locale.ROOT,
                    "  %-24s %s%s",
                    option.environmentName(),
                    option.description,
                    option.standard().map(value -> " [" + value + "]").orElse("")))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
