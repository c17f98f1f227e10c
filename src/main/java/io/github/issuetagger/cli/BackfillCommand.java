package io.github.issuetagger.cli;

import io.github.issuetagger.Wiring;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.learning.LearnedScoring;
import io.github.issuetagger.scoring.Cascades;
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
      "Labels the issues that were open before the App was installed. Follows the",
      "repository's settings, applies only the labels that they allow, and never comments.",
      "May run beside 'serve'."
    },
    exitCodeList = {
      "0:done",
      "1:failed; run the same command again to continue",
      "2:wrong arguments or configuration; nothing was done",
      "3:done, except for some issues, which are reported"
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
  private Action action;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "500",
      description = "The maximum number of open issues, newest first (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Prints one JSON line per issue instead of a table.")
  private boolean json;

  /** The action to perform. */
  static final class Action {
    @Option(
        names = "--plan",
        required = true,
        description = "Shows what it would label. Changes nothing.")
    @SuppressWarnings("UnusedVariable") // picocli needs it, and it is the default action
    private boolean plan;

    @Option(
        names = "--apply",
        required = true,
        description =
            "Labels the issues, or continues an unfinished run. Prints the id of the run.")
    private boolean apply;

    @Option(
        names = "--undo",
        required = true,
        paramLabel = "RUN",
        description = "Removes that run's labels, except where people made changes since.")
    private @Nullable String undo;
  }

  @Override
  public Integer call() {
    ConfigLoader configuration = root.configuration();
    Clock clock = Clock.systemUTC();
    GitHubPatience patience = GitHubPatience.sleeping(clock, spec.commandLine().getErr());
    BackfillReport report = new BackfillReport(spec.commandLine().getOut(), json);
    try (Database database = Database.open(configuration.loadDatabase());
        CommandGitHub github = CommandGitHub.open(configuration, clock);
        Cascades cascades = Cascades.open(configuration.loadModel())) {
      RepositoryRef found = patience.with(() -> github.find(repository));
      TriageStore store = TriageStore.on(database.jdbi(), clock);
      LearnedScoring scoring =
          LearnedScoring.of(
              cascades,
              LearningStore.on(database.jdbi()),
              new ModelVersionStore(database.jdbi()),
              clock);
      TriageService triage = Wiring.triageService(github.app(), scoring.scorer(), store, clock);
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
      String undo = action.undo;
      if (undo != null) {
        return run.undo(undo);
      }
      return action.apply ? run.apply(limit) : run.plan(limit);
    }
  }
}
