package io.github.issuetagger.cli;

import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.config.ConfigException;
import io.github.issuetagger.config.ConfigProblem;
import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.config.ServerConfig;
import io.github.issuetagger.github.GitHubApp;
import io.github.issuetagger.scoring.Cascades;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.store.database.StoreException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Checks the setup, in the order in which people should fix what is wrong. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the whole setup. Prints a line for each check and how to fix what is wrong.",
      "Changes nothing, except that it migrates the database to this version's schema.",
      "Exits with 0 if everything is all right, otherwise with 1."
    })
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  /** A check. Finds nothing if the configuration that it needs is invalid. */
  private interface Check {
    List<DoctorFinding> run();
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    int bad = 0;
    for (Check check :
        List.<Check>of(this::configuration, this::gitHub, this::database, this::model)) {
      for (DoctorFinding finding : check.run()) {
        out.println(finding.line(spec.commandLine().getColorScheme().ansi()));
        bad += finding.good() ? 0 : 1;
      }
      out.flush();
    }
    out.println(
        bad == 0
            ? "Everything is all right."
            : bad + (bad == 1 ? " problem" : " problems") + " to fix.");
    return bad == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private List<DoctorFinding> configuration() {
    try {
      AppConfig config = root.configuration().loadAll();
      return List.of(
          DoctorFinding.good(
              "configuration", "complete; data in " + config.dataDir().toAbsolutePath()),
          DoctorFinding.good("private key", "an RSA key"));
    } catch (ConfigException e) {
      return e.problems().stream().map(DoctorCommand::finding).toList();
    }
  }

  private static DoctorFinding finding(ConfigProblem problem) {
    String name = problem.environmentName().isEmpty() ? problem.key() : problem.environmentName();
    return DoctorFinding.bad("configuration, " + name, problem.problem(), problem.fix());
  }

  private List<DoctorFinding> gitHub() {
    Optional<GitHubConfig> gitHub = section(root.configuration()::loadGitHub);
    Optional<ModelConfig> model = section(root.configuration()::loadModel);
    if (gitHub.isEmpty() || model.isEmpty()) {
      return List.of();
    }
    // Use a separate folder, because a running server holds the other one.
    try (GitHubApp app =
        GitHubApp.open(gitHub.get(), model.get().cacheDir().resolve("doctor"), Clock.systemUTC())) {
      return new GitHubCheck(
              app.check(), section(root.configuration()::loadServer).map(ServerConfig::webhookPath))
          .run();
    }
  }

  private List<DoctorFinding> database() {
    Optional<DatabaseConfig> config = section(root.configuration()::loadDatabase);
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
    Optional<ModelConfig> config = section(root.configuration()::loadModel);
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
  private static <T> Optional<T> section(Supplier<T> loader) {
    try {
      return Optional.of(loader.get());
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }
}
