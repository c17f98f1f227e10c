package io.github.issuetagger.cli;

import io.github.issuetagger.batch.HistoryFile;
import io.github.issuetagger.batch.InputException;
import io.github.issuetagger.batch.IssueFile;
import io.github.issuetagger.batch.LabelFile;
import io.github.issuetagger.batch.PredictionFile;
import io.github.issuetagger.cli.ThresholdObjective.ThresholdedPredictor;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.evaluation.RepositoryModels;
import io.github.issuetagger.learning.training.LearnedModel;
import io.github.issuetagger.learning.training.ModelTrainer;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.scoring.Cascades;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Predicts labels for the issues in a file. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    description = {
      "Predicts labels for the issues in a file. Writes one JSON line per issue in the same order:",
      "  {\"repo\",\"number\",\"labels\":[…],\"scores\":{label:0–1 for every label},\"scorer\"}",
      "Reports and skips lines that are not issues."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  issue-tagger predict --labels labels.json --issues issues.jsonl.xz --out predicted.jsonl",
      "  issue-tagger predict --labels labels.json --history training.jsonl.xz --issues"
          + " issues.jsonl.xz",
      "  zcat issues.jsonl.gz | issue-tagger predict --labels labels.json --issues -"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:labels were predicted for every issue",
      "1:failed; no output file was written",
      "2:wrong arguments, files or model; nothing was predicted",
      "3:done, but some lines were skipped"
    })
final class PredictCommand implements Callable<Integer> {
  private final Supplier<ModelConfig> config;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "FILE",
      description = "the repository's labels: a JSON array of {\"name\",\"description\"}")
  private Path labels = Path.of("");

  @Option(
      names = "--issues",
      required = true,
      paramLabel = "FILE",
      description =
          "the issues, one JSON object per line: {\"repo\",\"number\",\"title\",\"body\"}; may be"
              + " .gz or .xz; - is standard input")
  private Path issues = Path.of("");

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "issues with their \"labels\" and \"created_at\" to train on first; if they belong to"
              + " several repositories, trains a separate model for each")
  private @Nullable Path history;

  @Option(
      names = "--model",
      paramLabel = "BUNDLE_DIR",
      description =
          "your own model bundle (multi-label, nli or encoder), in place of MODEL and MODELS_DIR")
  private @Nullable Path model;

  @Option(
      names = "--objective",
      defaultValue = "f1",
      paramLabel = "f1|precision=P",
      converter = ThresholdObjective.Parser.class,
      description =
          "which labels to predict: the best for F1 (default), or those that would be applied at"
              + " precision P")
  private ThresholdObjective objective = ThresholdObjective.BEST_F1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "the file to write, which appears when it is complete; by default standard output")
  private @Nullable Path target;

  PredictCommand() {
    this(
        () -> new ConfigLoader(System.getenv(), Path.of("")).loadModel(),
        System.in,
        System.out,
        System.err);
  }

  /** Creates a command with other streams and another configuration, for tests. */
  PredictCommand(Supplier<ModelConfig> config, InputStream in, PrintStream out, PrintStream err) {
    this.config = config;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    try {
      LabelCatalog catalog = LabelFile.read(labels);
      Optional<HistoryFile.Content> training = Optional.ofNullable(history).map(HistoryFile::read);
      boolean complete = training.map(this::isComplete).orElse(true);
      try (IssueFile input = open();
          Cascades cascades = Cascades.open(modelConfig());
          PredictionFile output =
              target == null ? PredictionFile.to(out) : PredictionFile.create(target);
          PredictProgress progress = PredictProgress.start(err)) {
        PredictRun run = run(cascades, catalog, training, progress);
        boolean ok = run.predictAll(input, output) && complete;
        output.commit();
        return ok ? ExitCode.OK : ExitCode.PARTIAL;
      }
    } catch (InputException | BundleException e) {
      err.println("issue-tagger predict: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private PredictRun run(
      Cascades cascades,
      LabelCatalog catalog,
      Optional<HistoryFile.Content> training,
      PredictProgress progress) {
    Function<String, ThresholdedPredictor> base =
        repository -> objective.withThresholds(cascades.find(repository));
    if (training.isEmpty()) {
      return new PredictRun(base, catalog, err, progress);
    }
    RepositoryModels models =
        RepositoryModels.learn(
            repository -> new ModelTrainer(cascades.find(repository)),
            training.get().issues(),
            catalog);
    if (models.all().stream().noneMatch(model -> hasLearned(model, catalog))) {
      err.println("no issue of the history has a label of the catalog, so nothing was learned");
    }
    return new PredictRun(
        repository ->
            models
                .of(repository)
                .map(objective::withThresholds)
                .orElseGet(() -> base.apply(repository)),
        catalog,
        err,
        progress);
  }

  private static boolean hasLearned(LearnedModel model, LabelCatalog catalog) {
    return catalog.labels().stream().anyMatch(label -> model.knows(label.name()));
  }

  /** Reports the lines of the history that are not issues. Returns whether there were none. */
  private boolean isComplete(HistoryFile.Content training) {
    training
        .bad()
        .forEach(
            line -> err.println("history: line " + line.number() + " skipped: " + line.problem()));
    return training.bad().isEmpty();
  }

  private IssueFile open() {
    return issues.toString().equals("-")
        ? IssueFile.read("standard input", in)
        : IssueFile.open(issues);
  }

  private ModelConfig modelConfig() {
    ModelConfig configured = config.get();
    return model == null ? configured : configured.withBundle(model);
  }
}
