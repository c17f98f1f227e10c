package io.github.issuetagger.cli;

import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.config.ConfigException;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.config.ConfigProblem;
import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.config.ServerConfig;
import io.github.issuetagger.github.GitHubApp;
import io.github.issuetagger.scoring.Cascades;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.store.database.StoreException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The checks of a set-up, in the order in which one would mend what they find. */
final class Doctor {
  private final ConfigLoader configuration;
  private final Clock clock;

  Doctor(ConfigLoader configuration, Clock clock) {
    this.configuration = configuration;
    this.clock = clock;
  }

  /** One thing to look at; finds nothing when it has no ground to stand on. */
  interface Check {
    List<DoctorFinding> look();
  }

  List<Check> checks() {
    return List.of(this::configuration, this::gitHub, this::database, this::model);
  }

  private List<DoctorFinding> configuration() {
    try {
      AppConfig config = configuration.loadAll();
      return List.of(
          DoctorFinding.good(
              "configuration", "complete; data in " + config.dataDir().toAbsolutePath()),
          DoctorFinding.good("private key", "an RSA key"));
    } catch (ConfigException e) {
      return e.problems().stream().map(Doctor::finding).toList();
    }
  }

  private static DoctorFinding finding(ConfigProblem problem) {
    String name = problem.environmentName().isEmpty() ? problem.key() : problem.environmentName();
    return DoctorFinding.bad("configuration, " + name, problem.problem(), problem.mend());
  }

  private List<DoctorFinding> gitHub() {
    Optional<GitHubConfig> gitHub = part(configuration::loadGitHub);
    Optional<ModelConfig> model = part(configuration::loadModel);
    if (gitHub.isEmpty() || model.isEmpty()) {
      return List.of();
    }
    // A folder of its own: a running server holds the other one.
    try (GitHubApp app =
        GitHubApp.open(gitHub.get(), model.get().cacheDir().resolve("doctor"), clock)) {
      return new GitHubCheck(
              app.check(), part(configuration::loadServer).map(ServerConfig::webhookPath))
          .look();
    }
  }

  private List<DoctorFinding> database() {
    Optional<DatabaseConfig> config = part(configuration::loadDatabase);
    if (config.isEmpty()) {
      return List.of();
    }
    try (Database database = Database.open(config.get())) {
      database.checkWritable();
      return List.of(DoctorFinding.good("database", config.get().jdbcUrl() + " can be written"));
    } catch (StoreException e) {
      return List.of(
          DoctorFinding.bad("database", e, "Check DATABASE_URL, or the rights on DATA_DIR"));
    }
  }

  private List<DoctorFinding> model() {
    Optional<ModelConfig> config = part(configuration::loadModel);
    if (config.isEmpty()) {
      return List.of();
    }
    try (Cascades cascades = Cascades.open(config.get())) {
      return List.of(DoctorFinding.good("model", cascades.describe()));
    } catch (RuntimeException e) {
      return List.of(
          DoctorFinding.bad("model", e, "Check MODEL and MODELS_DIR, and the rights on DATA_DIR"));
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
