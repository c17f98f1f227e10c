package io.github.issuetagger.cli;

import io.github.issuetagger.Wiring;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.learning.LearnedScoring;
import io.github.issuetagger.scoring.Predictors;
import io.github.issuetagger.store.BackfillStore;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.triage.RepositoryBackfill;
import io.github.issuetagger.triage.TriageService;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    description = {
      "Labels the issues that were open before the App came, under the repository's",
      "settings: only what they let it apply, and never a comment. May run beside",
      "'serve'."
    },
    exitCodeList = {
      "0:done",
      "1:failed; the same command goes on where it stopped",
      "2:wrong arguments or configuration; nothing was done",
      "3:done, but for some issues, which are reported"
    })
final class BackfillCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "OWNER/REPO",
      converter = RepositoryName.Converter.class,
      description = "A repository where the App is installed.")
  private RepositoryName repository;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "500",
      description = "At most so many open issues, the newest first (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "One JSON line an issue instead of a table.")
  private boolean json;

  /** What is to be done. */
  static final class What {
    @Option(
        names = "--plan",
        required = true,
        description = "Shows what it would label; changes nothing.")
    @SuppressWarnings("UnusedVariable") // what is done where nothing else is asked for
    private boolean plan;

    @Option(
        names = "--apply",
        required = true,
        description = "Does it, or goes on with what was begun; tells the id of the run.")
    private boolean apply;

    @Option(
        names = "--undo",
        required = true,
        paramLabel = "RUN",
        description = "Takes that run's labels off again; leaves what people changed since.")
    private @Nullable String undo;
  }

  @Override
  public Integer call() {
    ConfigLoader configuration = root.configuration();
    Clock clock = Clock.systemUTC();
    GitHubPatience patience =
        new GitHubPatience(
            clock, time -> Thread.sleep(time.toMillis()), spec.commandLine().getErr());
    BackfillReport report = new BackfillReport(spec.commandLine().getOut(), json);
    try (Database database = Database.open(configuration.loadDatabase());
        CommandGitHub github = CommandGitHub.open(configuration, clock);
        Predictors predictors = Predictors.open(configuration.loadModel())) {
      RepositoryRef found = patience.with(() -> github.find(repository));
      TriageStore store = TriageStore.on(database.jdbi(), clock);
      LearnedScoring scoring =
          LearnedScoring.over(
              predictors,
              LearningStore.on(database.jdbi()),
              new ModelVersionStore(database.jdbi()),
              clock);
      TriageService triage = Wiring.triageService(github.app(), scoring.predictor(), store, clock);
      BackfillRun run =
          new BackfillRun(
              new RepositoryBackfill(
                  triage,
                  store,
                  new BackfillStore(database.jdbi()),
                  github.app().history(),
                  github.app().ownLabels(),
                  clock),
              found,
              patience,
              report);
      String undo = what.undo;
      if (undo != null) {
        return run.undo(undo);
      }
      return what.apply ? run.apply(limit) : run.plan(limit);
    }
  }
}
