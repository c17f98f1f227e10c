package io.github.issuetagger.cli;

import io.github.issuetagger.batch.HistoryFile;
import io.github.issuetagger.batch.InputException;
import io.github.issuetagger.batch.IssueFile;
import io.github.issuetagger.batch.LabelFile;
import io.github.issuetagger.batch.PredictionFile;
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

/** Predicts the labels of the issues in a file. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Predicts the labels of issues in a file, one JSON line an issue, in the file's order:",
      "  {\"repo\",\"number\",\"labels\":[…],\"scores\":{label:0–1 for every label},\"scorer\"}",
      "A line that is not an issue is reported with its number and skipped."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  issue-tagger predict --labels labels.json --issues issues.jsonl.xz --out predicted.jsonl",
      "  issue-tagger predict --labels labels.json --history past.jsonl.xz --issues issues.jsonl.xz",
      "  zcat issues.jsonl.gz | issue-tagger predict --labels labels.json --issues -"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every issue was predicted",
      "1:failed on the way; no output file was written",
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
          "the issues: {\"repo\",\"number\",\"title\",\"body\"} a line; .gz and .xz are read too, - is standard input")
  private Path issues = Path.of("");

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "issues of the past with their \"labels\" and \"created_at\", to learn from before predicting; with those of several repositories, each repository's issues are predicted by what its own teach")
  private @Nullable Path history;

  @Option(
      names = "--model",
      paramLabel = "BUNDLE_DIR",
      description =
          "your own model bundle: multi-label, nli or encoder; in place of MODEL and MODELS_DIR")
  private @Nullable Path model;

  @Option(
      names = "--objective",
      defaultValue = "f1",
      paramLabel = "f1|precision=P",
      converter = ThresholdObjectiveConverter.class,
      description =
          "which labels are given: those that are best for F1 (default), or those that would be applied at precision P")
  private ThresholdObjective objective = ThresholdObjective.BEST_F1;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "where to write; the file appears when it is complete. Default: standard output")
  private @Nullable Path target;

  PredictCommand() {
    this(
        () -> new ConfigLoader(System.getenv(), Path.of("")).loadModel(),
        System.in,
        System.out,
        System.err);
  }

  /** A command on other streams and another configuration, for tests. */
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
      Optional<HistoryFile.Content> past = Optional.ofNullable(history).map(HistoryFile::read);
      boolean whole = past.map(this::whole).orElse(true);
      try (IssueFile input = open();
          Cascades cascades = Cascades.open(modelConfig());
          PredictionFile output =
              target == null ? PredictionFile.to(out) : PredictionFile.create(target);
          PredictProgress progress = PredictProgress.start(err)) {
        PredictRun run = run(cascades, catalog, past, progress);
        boolean complete = run.over(input, output) && whole;
        output.commit();
        return complete ? ExitCode.OK : ExitCode.PARTIAL;
      }
    } catch (InputException | BundleException e) {
      err.println("issue-tagger predict: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private PredictRun run(
      Cascades cascades,
      LabelCatalog catalog,
      Optional<HistoryFile.Content> past,
      PredictProgress progress) {
    Function<String, ThresholdedPredictor> below =
        repository -> objective.scorer(cascades.find(repository));
    if (past.isEmpty()) {
      return new PredictRun(below, catalog, err, progress);
    }
    RepositoryModels learnt =
        RepositoryModels.learn(
            repository -> new ModelTrainer(cascades.find(repository)),
            past.get().issues(),
            catalog);
    if (learnt.all().stream().noneMatch(model -> learnt(model, catalog))) {
      err.println("no issue of the history carries a label of the catalog: nothing was learnt");
    }
    return new PredictRun(
        repository ->
            learnt.of(repository).map(objective::scorer).orElseGet(() -> below.apply(repository)),
        catalog,
        err,
        progress);
  }

  private static boolean learnt(LearnedModel model, LabelCatalog catalog) {
    return catalog.labels().stream().anyMatch(label -> model.knows(label.name()));
  }

  /** Whether every line of the history was an issue; says which were not. */
  private boolean whole(HistoryFile.Content past) {
    past.bad()
        .forEach(
            line -> err.println("history: line " + line.number() + " skipped: " + line.problem()));
    return past.bad().isEmpty();
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
