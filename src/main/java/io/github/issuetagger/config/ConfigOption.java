package io.github.issuetagger.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that can be configured: the one table behind the loader, the settings table of the
 * README and {@code --help}.
 */
public enum ConfigOption {
  APP_ID("github.app-id", "", "The App's number, shown on its settings page."),
  PRIVATE_KEY(
      "github.private-key",
      "",
      "The App's private key: PEM, PEM with \\n for line breaks, or base64 of the PEM."),
  PRIVATE_KEY_PATH("github.private-key-path", "", "A file with the App's private key, instead."),
  GITHUB_API_URL(
      "github.api-url",
      "https://api.github.com",
      "GitHub's API; https://HOST/api/v3 on GitHub Enterprise Server."),
  WEBHOOK_SECRET(
      "server.webhook-secret", "", "The secret that GitHub signs webhooks with. Required."),
  WEBHOOK_SECRET_PREVIOUS(
      "server.webhook-secret-previous", "", "The old secret, accepted too while it is rotated."),
  WEBHOOK_PATH("server.webhook-path", "/api/github/webhooks", "Where GitHub posts webhooks to."),
  HOST("server.host", "0.0.0.0", "The address to listen on."),
  PORT("server.port", "3000", "The port to listen on; 0 takes any free one."),
  MAX_PAYLOAD("server.max-payload", "25MB", "The largest webhook body that is taken."),
  PAGES_PASSWORD(
      "server.pages-password",
      "",
      "The password of the page /learning, with any user name; no such page without it."),
  DATA_DIR("data-dir", "./data", "The folder that holds everything the App stores."),
  DATABASE_URL(
      "database.url",
      "",
      "postgres://USER:PASSWORD@HOST:PORT/NAME for PostgreSQL; SQLite in the data folder without."),
  WORKERS("delivery.workers", "4", "Deliveries worked on at the same time."),
  MAX_ATTEMPTS("delivery.max-attempts", "6", "Tries before a delivery becomes a dead letter."),
  FIRST_RETRY(
      "delivery.first-retry", "30s", "The pause before the second try; later ones are 3× longer."),
  RETENTION_DAYS(
      "delivery.retention-days",
      "30",
      "Days that finished deliveries are kept; dead letters stay until they are replayed."),
  SHUTDOWN_GRACE(
      "delivery.shutdown-grace", "20s", "How long a stop waits for the deliveries in hand."),
  MODEL(
      "model.bundle",
      "",
      "The folder of your own model bundle; a multi-label one serves its labels, others replace the"
          + " built-in one of their task."),
  MODELS_DIR(
      "model.repositories",
      "",
      "A folder of your own multi-label bundles for one repository each, as OWNER/REPO; each goes"
          + " before MODEL there."),
  MODEL_THREADS(
      "model.threads", "auto", "Threads of one inference; auto takes the cores, at most 4."),
  MODEL_BATCH_TOKENS(
      "model.batch-tokens", "2048", "The most tokens of one inference; bounds its memory."),
  MODEL_DEVICE(
      "model.device",
      "auto",
      "auto, cpu or cuda; auto takes an NVIDIA GPU where the jar was built with -Pcuda."),
  MODEL_ZERO_SHOT(
      "model.zero-shot",
      "matcher",
      "matcher or similarity; similarity compares embeddings alone, for speed."),
  LOG_LEVEL("log.level", "info", "trace, debug, info, warn or error."),
  LOG_FORMAT("log.format", "text", "text, or json with one object a line.");

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

  /** The key in a configuration file; dots stand for nesting in YAML. */
  public String key() {
    return key;
  }

  /** The name in the environment and in {@code .env}. */
  public String environmentName() {
    return name();
  }

  /** The value that holds where none is given. */
  public Optional<String> standard() {
    return standard.isEmpty() ? Optional.empty() : Optional.of(standard);
  }

  /** One sentence for people. */
  public String description() {
    return description;
  }

  /** All options as a Markdown table, for the README. */
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

  /** All options as plain lines, for {@code --help}. */
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
