package io.github.issuetagger.cli;

import io.github.issuetagger.Wiring;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.config.ModelConfig.ZeroShot;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.feedback.HistoryImporter;
import io.github.issuetagger.feedback.IssueFeatureRecorder;
import io.github.issuetagger.learning.LearnedScoring;
import io.github.issuetagger.learning.RepositoryLearner;
import io.github.issuetagger.scoring.Cascades;
import io.github.issuetagger.store.ImportProgress;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.RunStore;
import io.github.issuetagger.store.database.Database;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "learn",
    mixinStandardHelpOptions = true,
    description = {
      "Imports a repository's labeled issues, newest first, as training examples. Then trains",
      "a new version of its model from all examples. The version serves if it is not worse than",
      "the previous one. Writes nothing to GitHub, and waits if GitHub asks for it. If the",
      "command stops early, the next call continues the import. Otherwise the next call starts",
      "over, which is fast for issues that are already stored. May run beside 'serve', which",
      "does the same in repositories where the App is new."
    })
final class LearnCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "OWNER/REPO",
      converter = RepositoryName.Converter.class,
      description = "A repository where the App is installed.")
  private RepositoryName repository;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "" + HistoryImporter.USUAL_LIMIT,
      description = "The maximum number of labeled issues (default ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() {
    ConfigLoader configuration = root.configuration();
    Clock clock = Clock.systemUTC();
    PrintWriter err = spec.commandLine().getErr();
    GitHubPatience patience = GitHubPatience.sleeping(clock, err);
    // Load no matcher, because training does not need it and it takes memory and time.
    try (Database database = Database.open(configuration.loadDatabase());
        CommandGitHub github = CommandGitHub.open(configuration, clock);
        Cascades cascades =
            Cascades.open(configuration.loadModel().withZeroShot(ZeroShot.SIMILARITY))) {
      RepositoryRef found = patience.with(() -> github.find(repository));
      LearningStore store = LearningStore.on(database.jdbi());
      LearnedScoring scoring =
          LearnedScoring.of(cascades, store, new ModelVersionStore(database.jdbi()), clock);
      IssueFeatureRecorder recorder = Wiring.featureRecorder(scoring, store);
      HistoryImporter importer =
          new HistoryImporter(
              github.app().history(), new RunStore(database.jdbi()), store, recorder, clock);
      if (store.imports().find(found.id()).finishedAt().isPresent()) {
        importer.startOver(found);
      }
      importHistory(importer, found, patience);
      learn(scoring.learner(), found);
    }
    return ExitCode.OK;
  }

  private void importHistory(
      HistoryImporter importer, RepositoryRef found, GitHubPatience patience) {
    PrintWriter out = spec.commandLine().getOut();
    ImportProgress progress;
    do {
      progress = patience.with(() -> importer.step(found, limit));
      out.printf(
          "%s: %d labeled issues of %d issues and pull requests imported%n",
          found.fullName(), progress.entered(), progress.seen());
      out.flush();
    } while (progress.finishedAt().isEmpty());
  }

  private void learn(RepositoryLearner learner, RepositoryRef found) {
    PrintWriter out = spec.commandLine().getOut();
    learner
        .learn(found.id())
        .ifPresentOrElse(
            version -> out.printf("%s: %s%n", found.fullName(), VersionsCommand.line(version)),
            () -> out.printf("%s: too few examples to train a model%n", found.fullName()));
  }
}
