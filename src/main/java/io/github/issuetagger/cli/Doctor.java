package io.github.issuetagger.cli;

import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.config.ConfigException;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.config.ServerConfig;
import io.github.issuetagger.github.AppCheck;
import io.github.issuetagger.github.AppStatus;
import io.github.issuetagger.github.GitHubApp;
import io.github.issuetagger.github.GitHubException;
import io.github.issuetagger.github.RequiredEvent;
import io.github.issuetagger.github.RequiredPermission;
import io.github.issuetagger.predict.Predictors;
import io.github.issuetagger.store.Database;
import io.github.issuetagger.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The checks of a set-up, in the order in which one would mend what they find. */
final class Doctor {
  /**
   * GitHub takes a token that was made up to a minute ago or that will be: half of it is alarming.
   */
  private static final Duration TOLERABLE_SKEW = Duration.ofSeconds(30);

  private static final String APP_SETTINGS = "on the App's settings page";

  private final ConfigLoader configuration;
  private final Clock clock;

  Doctor(ConfigLoader configuration, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  /** One thing to look at; finds nothing when it has no ground to stand on. */
  interface Check {
    List<Finding> look();
  }

  List<Check> checks() {
    return List.of(this::configuration, this::gitHub, this::database, this::model);
  }

  private List<Finding> configuration() {
    try {
      AppConfig config = configuration.loadAll();
      return List.of(
          Finding.good("configuration", "complete; data in " + config.dataDir().toAbsolutePath()),
          Finding.good("private key", "an RSA key"));
    } catch (ConfigException e) {
      return e.problems().stream()
          .map(
              problem ->
                  Finding.bad(
                      "configuration, "
                          + (problem.environmentName().isEmpty()
                              ? problem.key()
                              : problem.environmentName()),
                      problem.problem(),
                      problem.mend()))
          .toList();
    }
  }

  private List<Finding> gitHub() {
    Optional<GitHubConfig> gitHub = part(configuration::loadGitHub);
    Optional<ModelConfig> model = part(configuration::loadModel);
    if (gitHub.isEmpty() || model.isEmpty()) {
      return List.of();
    }
    // A folder of its own: a running server holds the other one.
    try (GitHubApp app =
        GitHubApp.open(gitHub.get(), model.get().cacheDir().resolve("doctor"), clock)) {
      List<Finding> findings = new ArrayList<>();
      findings.add(clockSkew(app.check()));
      findings.addAll(registration(app.check()));
      return findings;
    }
  }

  private static Finding clockSkew(AppCheck check) {
    try {
      Duration ahead = check.clockAhead();
      String detail =
          Math.abs(ahead.toSeconds())
              + " s "
              + (ahead.isNegative() ? "behind GitHub's" : "ahead of GitHub's");
      return ahead.abs().compareTo(TOLERABLE_SKEW) <= 0
          ? Finding.good("clock", detail)
          : Finding.bad("clock", detail, "Let NTP set this machine's clock");
    } catch (GitHubException e) {
      return Finding.bad(
          "GitHub's API",
          e.getMessage() == null ? "no answer" : e.getMessage(),
          "Check GITHUB_API_URL and this machine's way to it");
    }
  }

  private List<Finding> registration(AppCheck check) {
    AppStatus app;
    try {
      app = check.status();
    } catch (GitHubException e) {
      return List.of(
          Finding.bad(
              "sign-in",
              e.getMessage() == null ? "refused" : e.getMessage(),
              "Check that APP_ID and the private key belong to the same App, and the clock"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good("sign-in", "GitHub knows us as " + app.slug()));
    findings.add(permissions(app));
    findings.add(events(app));
    findings.add(webhook(app));
    return findings;
  }

  private static Finding permissions(AppStatus app) {
    List<RequiredPermission> missing = app.missingPermissions();
    return missing.isEmpty()
        ? Finding.good("permissions", "all that are needed")
        : Finding.bad(
            "permissions",
            missing.size() + " missing",
            "Grant "
                + String.join(
                    ", ",
                    missing.stream()
                        .map(
                            permission ->
                                permission.key()
                                    + ": "
                                    + permission.level()
                                    + " ("
                                    + permission.reason()
                                    + ")")
                        .toList())
                + " "
                + APP_SETTINGS
                + ", then accept it in each installation");
  }

  private static Finding events(AppStatus app) {
    List<RequiredEvent> missing = app.missingEvents();
    return missing.isEmpty()
        ? Finding.good("events", "all that are needed")
        : Finding.bad(
            "events",
            missing.size() + " missing",
            "Subscribe to "
                + String.join(", ", missing.stream().map(RequiredEvent::key).toList())
                + " "
                + APP_SETTINGS);
  }

  private Finding webhook(AppStatus app) {
    if (app.webhook().isEmpty()) {
      return Finding.bad("webhook", "no URL is set", "Set it " + APP_SETTINGS);
    }
    AppStatus.Webhook webhook = app.webhook().get();
    if (!webhook.contentType().equals("json")) {
      return Finding.bad(
          "webhook",
          "its content type is " + webhook.contentType(),
          "Choose application/json " + APP_SETTINGS);
    }
    Optional<String> path = part(configuration::loadServer).map(ServerConfig::webhookPath);
    if (path.isPresent() && !webhook.url().endsWith(path.get())) {
      return Finding.bad(
          "webhook",
          "GitHub posts to " + webhook.url(),
          "The App listens at "
              + path.get()
              + ": change the URL "
              + APP_SETTINGS
              + ", or WEBHOOK_PATH, unless a proxy rewrites it");
    }
    return webhook.verifiesTls()
        ? Finding.good("webhook", webhook.url())
        : Finding.bad(
            "webhook",
            "GitHub does not check its certificate",
            "Enable SSL verification " + APP_SETTINGS);
  }

  private List<Finding> database() {
    Optional<DatabaseConfig> config = part(configuration::loadDatabase);
    if (config.isEmpty()) {
      return List.of();
    }
    try (Database database = Database.open(config.get())) {
      database.checkWritable();
      return List.of(Finding.good("database", config.get().jdbcUrl() + " can be written"));
    } catch (StoreException e) {
      return List.of(
          Finding.bad(
              "database",
              e.getMessage() == null ? "does not work" : e.getMessage(),
              "Check DATABASE_URL, or the rights on DATA_DIR"));
    }
  }

  private List<Finding> model() {
    Optional<ModelConfig> config = part(configuration::loadModel);
    if (config.isEmpty()) {
      return List.of();
    }
    try (Predictors predictors = Predictors.open(config.get())) {
      return List.of(Finding.good("model", predictors.describe()));
    } catch (RuntimeException e) {
      return List.of(
          Finding.bad(
              "model",
              e.getMessage() == null ? "does not load" : e.getMessage(),
              "Check MODEL, and the rights on DATA_DIR"));
    }
  }

  /** A part of the configuration; empty when it is wrong, which has been told already. */
  private static <T> Optional<T> part(Supplier<T> loader) {
    try {
      return Optional.of(loader.get());
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }
}
