package io.github.issuetagger.scoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.batch.BatchLine;
import io.github.issuetagger.batch.IssueFile;
import io.github.issuetagger.batch.LabelFile;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.model.Encoder;
import io.github.issuetagger.model.EntailmentModel;
import io.github.issuetagger.model.MatcherModel;
import io.github.issuetagger.model.MultiLabelModel;
import io.github.issuetagger.model.bundle.BundleLoader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes the features of each issue and label as JSON lines, for {@code model-export} to fit the
 * weights of the zero-shot scorers on. A line has the issue's line number, {@code rows} with the
 * similarity scorer's features of each label in the catalog's order, and, with an entailment model
 * or a matcher, {@code asked}: by the label's position, the features that its answer adds to those
 * of a label that the model was asked about.
 */
@Command(
    name = "DumpFeatures",
    mixinStandardHelpOptions = true,
    description = "Writes the features of each issue and label, one JSON line an issue.")
public final class DumpFeatures implements Runnable {
  /** How many issues may wait for their turn, so that memory stays bounded. */
  private static final int AHEAD = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--labels",
      required = true,
      description = "The repository's labels, as for predict.")
  private Path labels;

  @Option(names = "--issues", required = true, description = "The issues, as for predict.")
  private Path issues;

  @Option(
      names = "--encoder",
      description = "A folder with an encoder bundle; without it the built-in one.")
  private @Nullable Path encoderFolder;

  @Option(
      names = "--issue-type",
      description = "A folder with a multi-label bundle of issue types; without it there are none.")
  private @Nullable Path issueTypeFolder;

  @Option(
      names = "--nli",
      description = "A folder with an nli bundle; without it no label is asked about.")
  private @Nullable Path nliFolder;

  @Option(
      names = "--matcher",
      description =
          "A folder with a matcher bundle, in place of --encoder and --nli. While it has no"
              + " 'similarity', no label is asked about.")
  private @Nullable Path matcherFolder;

  @Option(
      names = "--limit",
      defaultValue = "9223372036854775807",
      description = "At most so many issues.")
  private long limit;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Issues worked on at the same time.")
  private int threads;

  @Option(
      names = "--cache",
      defaultValue = "target/model-cache",
      description = "Where to unpack to.")
  private Path cache;

  public static void main(String[] args) {
    System.exit(new CommandLine(new DumpFeatures()).execute(args));
  }

  @Override
  public void run() {
    LabelCatalog catalog = LabelFile.read(labels);
    ModelConfig config =
        new ModelConfig(
            Optional.empty(),
            Optional.empty(),
            cache,
            1,
            4096,
            ModelConfig.Device.CPU,
            ModelConfig.ZeroShot.MATCHER);
    BundleLoader loader = new BundleLoader(cache);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (OpenModels models = new OpenModels(config);
        IssueFile input = IssueFile.open(issues)) {
      dump(input, catalog, features(models, loader), workers);
    } finally {
      workers.shutdown();
    }
  }

  /** What the similarity scorer finds and, where there is a model to ask, the fusion's features. */
  private interface Features {
    void into(ObjectNode line, IssueText text, LabelCatalog catalog);
  }

  private Features features(OpenModels models, BundleLoader loader) {
    if (matcherFolder != null) {
      return matcherFeatures(models.matcher(loader.folder(matcherFolder)));
    }
    Encoder encoder =
        models.encoder(
            encoderFolder == null
                ? loader.classpath("/bundles/encoder")
                : loader.folder(encoderFolder));
    Optional<MultiLabelModel> issueType =
        Optional.ofNullable(issueTypeFolder).map(loader::folder).map(models::labels);
    if (nliFolder == null) {
      return similarityFeatures(encoder, issueType);
    }
    EntailmentModel nli = models.entailment(loader.folder(nliFolder));
    SimilarityScorer similarity = new SimilarityScorer(encoder, issueType);
    EntailmentFeatures entailment = new EntailmentFeatures(nli);
    return (line, text, catalog) -> {
      IssueFeatures issue = similarity.encode(text);
      SimilarityScorer.Findings found = similarity.find(issue, catalog);
      write(line, found, entailment.of(issue, catalog, found));
    };
  }

  private static Features matcherFeatures(MatcherModel matcher) {
    if (matcher.bundle().outputs().similarity().isEmpty()) {
      System.err.println(
          "The bundle has no 'similarity' yet: no label is asked about. Run fit-similarity, then"
              + " dump again.");
      return similarityFeatures(matcher, Optional.empty());
    }
    SimilarityScorer similarity = new SimilarityScorer(matcher, Optional.empty());
    MatcherFeatures features = new MatcherFeatures(matcher, similarity);
    return (line, text, catalog) -> {
      MatcherFeatures.Asked asked = features.of(similarity.encode(text), catalog);
      Map<Integer, Map<String, Double>> rows = new LinkedHashMap<>();
      asked.answers().forEach((label, answer) -> rows.put(label, answer.features()));
      write(line, asked.found(), rows);
    };
  }

  /** Without the scorer: its weights may be what is still to be fitted. */
  private static Features similarityFeatures(Encoder encoder, Optional<MultiLabelModel> issueType) {
    SimilarityFeatures similarity = new SimilarityFeatures(encoder, issueType);
    return (line, text, catalog) ->
        line.set("rows", JSON.valueToTree(similarity.of(similarity.encode(text), catalog)));
  }

  /** Writes what similarity found, and of the labels that were asked about what the answer adds. */
  private static void write(
      ObjectNode line, SimilarityScorer.Findings found, Map<Integer, Map<String, Double>> answers) {
    line.set("rows", JSON.valueToTree(found.features()));
    ObjectNode asked = line.putObject("asked");
    answers.forEach(
        (label, row) -> {
          Map<String, Double> added = new HashMap<>(row);
          added.keySet().removeAll(found.features().get(label).keySet());
          asked.set(Integer.toString(label), JSON.valueToTree(added));
        });
  }

  /** Writes in the file's order, whichever issue is done first. */
  private void dump(
      IssueFile input, LabelCatalog catalog, Features features, ExecutorService workers) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    Queue<Future<ObjectNode>> pending = new ArrayDeque<>();
    long read = 0;
    for (Optional<BatchLine> next = input.next();
        next.isPresent() && read < limit;
        next = input.next()) {
      BatchLine line = next.get();
      pending.add(workers.submit(() -> line(line, catalog, features)));
      read++;
      if (pending.size() >= AHEAD * threads) {
        out.println(done(pending.remove()));
      }
    }
    pending.forEach(line -> out.println(done(line)));
    out.flush();
  }

  private static ObjectNode line(BatchLine line, LabelCatalog catalog, Features features) {
    ObjectNode node = JSON.createObjectNode().put("line", line.number());
    features.into(node, line.issue().orElseThrow().text(), catalog);
    return node;
  }

  private static ObjectNode done(Future<ObjectNode> line) {
    try {
      return line.get();
    } catch (Exception e) {
      throw new IllegalStateException("an issue could not be worked on", e);
    }
  }
}
