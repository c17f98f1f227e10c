package io.github.issuetagger.cli;

import io.github.issuetagger.Wiring;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.config.ModelConfig.ZeroShot;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.feedback.HistoryImporter;
import io.github.issuetagger.feedback.IssueFeatureRecorder;
import io.github.issuetagger.learning.LearnedScoring;
import io.github.issuetagger.learning.RepositoryLearner;
import io.github.issuetagger.scoring.Predictors;
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
      "Reads a repository's labelled issues, the newest first, and enters them as",
      "examples; then learns a version of its model from all that is entered, which",
      "serves if it is not worse than the one before. Writes nothing to GitHub. Waits where GitHub asks to. When it is ended",
      "early, the next call goes on where it stopped; when it had come to the end, it",
      "starts over, and what is known already costs little. May run beside 'serve',",
      "which does the same by itself where the App is newly installed."
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
      description = "So many labelled issues are enough (default ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() {
    ConfigLoader configuration = root.configuration();
    Clock clock = Clock.systemUTC();
    PrintWriter err = spec.commandLine().getErr();
    GitHubPatience patience = new GitHubPatience(clock, time -> Thread.sleep(time.toMillis()), err);
    // Learning needs no entailment, which takes memory and a moment to open.
    try (Database database = Database.open(configuration.loadDatabase());
        CommandGitHub github = CommandGitHub.open(configuration, clock);
        Predictors predictors =
            Predictors.open(configuration.loadModel().withZeroShot(ZeroShot.SIMILARITY))) {
      RepositoryRef found = patience.with(() -> github.find(repository));
      LearningStore store = LearningStore.on(database.jdbi());
      LearnedScoring ladder =
          LearnedScoring.over(predictors, store, new ModelVersionStore(database.jdbi()), clock);
      IssueFeatureRecorder remember = Wiring.featureRecorder(ladder, store);
      HistoryImporter past =
          new HistoryImporter(
              github.app().history(), new RunStore(database.jdbi()), store, remember, clock);
      if (store.past().find(found.id()).finishedAt().isPresent()) {
        past.startOver(found);
      }
      read(past, found, patience);
      learn(ladder.learner(), found);
    }
    return ExitCode.OK;
  }

  private void read(HistoryImporter past, RepositoryRef found, GitHubPatience patience) {
    PrintWriter out = spec.commandLine().getOut();
    ImportProgress reading;
    do {
      reading = patience.with(() -> past.step(found, limit));
      out.printf(
          "%s: %d labelled issues learned, %d issues and pull requests looked at%n",
          found.fullName(), reading.entered(), reading.seen());
      out.flush();
    } while (reading.finishedAt().isEmpty());
  }

  private void learn(RepositoryLearner learner, RepositoryRef found) {
    PrintWriter out = spec.commandLine().getOut();
    learner
        .learn(found.id())
        .ifPresentOrElse(
            version -> out.printf("%s: %s%n", found.fullName(), VersionsCommand.line(version)),
            () -> out.printf("%s: too little to learn a model from%n", found.fullName()));
  }
}
