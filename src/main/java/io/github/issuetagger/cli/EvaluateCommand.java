package io.github.issuetagger.cli;

import io.github.issuetagger.batch.HistoryFile;
import io.github.issuetagger.batch.InputException;
import io.github.issuetagger.batch.LabelFile;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.evaluation.Evaluation;
import io.github.issuetagger.evaluation.EvaluationSplit;
import io.github.issuetagger.feedback.HistoryImporter;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.scoring.Cascades;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Measures how well labels are predicted for a repository. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    description = {
      "Trains on a repository's older issues, tests on its newer ones, and writes report.md,",
      "report.json and report.html with metrics for all labels, for labels that name a type of",
      "issue, and for topics. Reads the issues from files, or from a repository where the App is",
      "installed, to which it writes nothing. Skips issues without labels. If the issues belong to",
      "several repositories, evaluates each one separately and writes it to its own folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  issue-tagger evaluate OWNER/REPO --out report",
      "  issue-tagger evaluate --history issues.jsonl.xz --labels labels.json --out report",
      "  issue-tagger evaluate --history 2023.jsonl --test 2024.jsonl --precision 0.95 --out report"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the report was written",
      "1:failed",
      "2:wrong arguments, files or model; nothing was written",
      "3:the report was written, but some lines were skipped"
    })
final class EvaluateCommand implements Callable<Integer> {
  /** Enough for a large history. Takes some hundred megabytes at most. */
  private static final int REMEMBERED = 20_000;

  private final Supplier<ModelConfig> config;
  private final PrintStream out;
  private final PrintStream err;

  @ParentCommand private @Nullable RootCommand root;

  @Parameters(
      arity = "0..1",
      paramLabel = "OWNER/REPO",
      converter = RepositoryName.Converter.class,
      description = "a repository where the App is installed; reads its issues from GitHub")
  private @Nullable RepositoryName repository;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "" + HistoryImporter.USUAL_LIMIT,
      description =
          "the maximum number of labeled issues from OWNER/REPO (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "labeled issues, one JSON object per line:"
              + " {\"repo\",\"number\",\"title\",\"body\",\"labels\",\"created_at\"}; may be .gz or"
              + " .xz")
  private @Nullable Path history;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "the issues to test on; by default the newest 30 %% of the history")
  private @Nullable Path test;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "the repository's labels: a JSON array of {\"name\",\"description\"}; by default the"
              + " labels in the history")
  private @Nullable Path labels;

  @Option(
      names = "--process-labels",
      description = "include labels about the state of the work, which no text can tell")
  private boolean processLabels;

  @Option(
      names = "--min-uses",
      defaultValue = "10",
      paramLabel = "N",
      description = "evaluate labels with at least N training issues (default: ${DEFAULT-VALUE})")
  private int minUses;

  @Option(
      names = "--precision",
      defaultValue = "0.9",
      paramLabel = "P",
      description = "the target precision for applied labels (default: ${DEFAULT-VALUE})")
  private double precision;

  @Option(
      names = "--model",
      paramLabel = "BUNDLE_DIR",
      description =
          "your own model bundle (multi-label, nli or encoder), in place of MODEL and MODELS_DIR")
  private @Nullable Path model;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "the folder to write to; created if it does not exist")
  private Path target = Path.of("");

  EvaluateCommand() {
    this(() -> new ConfigLoader(System.getenv(), Path.of("")).loadModel(), System.out, System.err);
  }

  /** Creates a command with other streams and another configuration, for tests. */
  EvaluateCommand(Supplier<ModelConfig> config, PrintStream out, PrintStream err) {
    this.config = config;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    try {
      if (!(precision > 0 && precision <= 1)) {
        throw new InputException("--precision must be above 0 and up to 1");
      }
      Input input = input();
      Optional<HistoryFile.Content> later = Optional.ofNullable(test).map(HistoryFile::read);
      Map<String, EvaluationSplit> splits =
          EvaluationSplit.byRepository(
              input.content().issues(), later.map(HistoryFile.Content::issues));
      Map<String, LabelCatalog> catalogs = catalogs(splits, input.catalog());
      try (Cascades cascades = Cascades.open(modelConfig().remembering(REMEMBERED))) {
        EvaluationFolders folders = new EvaluationFolders(target, out);
        splits.forEach(
            (repository, split) -> {
              LabelCatalog catalog = catalogs.get(repository);
              if (catalog != null) {
                folders.add(
                    repository,
                    new Evaluation(cascades.find(repository), catalog, precision)
                        .of(split.history(), split.test()));
              }
            });
        folders.write();
      }
      boolean complete = isComplete("history", input.content());
      return later.map(content -> isComplete("test", content)).orElse(true) && complete
          ? ExitCode.OK
          : ExitCode.PARTIAL;
    } catch (InputException | BundleException e) {
      err.println("issue-tagger evaluate: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  /** The issues, and the repository's labels if they were read from GitHub. */
  private record Input(HistoryFile.Content content, Optional<LabelCatalog> catalog) {}

  private Input input() {
    if (repository != null && history == null && root != null) {
      FetchHistory.Fetched fetched =
          new FetchHistory(root.configuration(), out, err).fetch(repository, limit);
      return new Input(
          new HistoryFile.Content(fetched.issues(), List.of()), Optional.of(fetched.catalog()));
    }
    if (history == null || repository != null) {
      throw new InputException("give either OWNER/REPO or --history FILE");
    }
    return new Input(HistoryFile.read(history), Optional.empty());
  }

  /** Returns the labels to evaluate for each repository that has any. */
  private Map<String, LabelCatalog> catalogs(
      Map<String, EvaluationSplit> splits, Optional<LabelCatalog> known) {
    Optional<LabelCatalog> given = Optional.ofNullable(labels).map(LabelFile::read).or(() -> known);
    Map<String, LabelCatalog> catalogs = new LinkedHashMap<>();
    splits.forEach(
        (repository, split) -> {
          LabelCatalog catalog = split.catalog(given, minUses, processLabels);
          if (catalog.size() > 0) {
            catalogs.put(repository, catalog);
          } else if (splits.size() > 1) {
            err.println("skipped, because no label is used often enough: " + repository);
          }
        });
    if (catalogs.isEmpty()) {
      throw new InputException(
          "no label is on at least %d issues of the history; see --min-uses and --process-labels"
              .formatted(minUses));
    }
    return catalogs;
  }

  /** Reports the lines that are not issues. Returns whether there were none. */
  private boolean isComplete(String name, HistoryFile.Content content) {
    content
        .bad()
        .forEach(
            line -> err.println(name + ": line " + line.number() + " skipped: " + line.problem()));
    return content.bad().isEmpty();
  }

  private ModelConfig modelConfig() {
    ModelConfig configured = config.get();
    return model == null ? configured : configured.withBundle(model);
  }
}
