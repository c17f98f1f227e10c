package io.github.issuetagger.learning;

import io.github.issuetagger.batch.HistoryFile;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.evaluation.EvaluationSplit;
import io.github.issuetagger.learning.training.LearnedModel;
import io.github.issuetagger.learning.training.ModelTrainer;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.math.PriorLogisticRegression;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.Cascades;
import io.github.issuetagger.config.ModelConfig.Device;
import io.github.issuetagger.config.ModelConfig.ZeroShot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Measures what {@link CorrectionCurve} holds. Learns from the older half of each history. In the
 * newer half, takes the labels of which the model was wrong about an issue, as people correct them,
 * and looks at the nearest other issues: by how much the truth lies beside the model's own log-odds
 * there, by how near they are.
 */
@Command(
    name = "MeasureCorrections",
    mixinStandardHelpOptions = true,
    description = "Prints how far a correction moves the log-odds of issues that lie near.")
public final class MeasureCorrections implements Runnable {
  private static final int NEAREST = 6;

  /** The lower ends of the bins, in standard deviations above the typical cosine. */
  private static final double[] BINS = {-10, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5.25};

  @Parameters(
      arity = "1..*",
      paramLabel = "HISTORY",
      description = "Issues, as for predict --history.")
  private List<Path> histories = List.of();

  @Option(
      names = "--encoder",
      description = "A folder with an encoder bundle; without it the built-in one.")
  private @Nullable Path encoder;

  @Option(
      names = "--newest",
      defaultValue = "1000",
      description = "The number of labeled issues of each repository.")
  private int newest;

  @Option(names = "--min-uses", defaultValue = "10", description = "Of a label in the older half.")
  private int minUses;

  @Option(
      names = "--cache",
      defaultValue = "target/model-cache",
      description = "Where to unpack to.")
  private Path cache = Path.of("");

  public static void main(String[] args) {
    System.exit(new CommandLine(new MeasureCorrections()).execute(args));
  }

  /** A label of an issue whose neighbor was corrected: the model's log-odds and the truth. */
  private record Pair(double nearness, boolean corrected, double odds, boolean belongs) {}

  @Override
  public void run() {
    ModelConfig config =
        new ModelConfig(
            Optional.ofNullable(encoder), Optional.empty(), cache, 1, 4096, Device.CPU, ZeroShot.SIMILARITY);
    try (Cascades cascades = Cascades.open(config)) {
      for (Path history : histories) {
        List<LabeledIssue> issues =
            HistoryFile.read(history).issues().stream()
                .filter(issue -> !issue.labels().isEmpty())
                .sorted(LabeledIssue.BY_TIME)
                .toList();
        System.out.println(history);
        measure(issues.subList(Math.max(0, issues.size() - newest), issues.size()), cascades);
      }
    }
  }

  private void measure(List<LabeledIssue> issues, Cascades cascades) {
    List<LabeledIssue> older = issues.subList(0, issues.size() / 2);
    List<LabeledIssue> newer = issues.subList(issues.size() / 2, issues.size());
    LabelCatalog catalog =
        new EvaluationSplit(older, List.of()).catalog(Optional.empty(), minUses, false);
    LearnedModel model =
        new ModelTrainer(cascades.find(issues.get(0).repo())).learn(older, catalog);
    IssueEncoder encoder = model.cascade().encoder();
    List<IssueFeatures> encoded =
        newer.parallelStream().map(issue -> encoder.encode(issue.text()).readAll()).toList();
    List<float[]> places = encoded.stream().map(IssueFeatures::embedding).toList();
    double[] scale = scale(places);
    System.out.printf(Locale.ROOT, "TYPICAL %.3f, SPREAD %.3f%n", scale[0], scale[1]);
    print(pairs(newer, encoded, places, scale, model, catalog));
  }

  /** The mean and the standard deviation of the cosines of all pairs. */
  private static double[] scale(List<float[]> places) {
    double[] cosines =
        IntStream.range(0, places.size())
            .boxed()
            .flatMapToDouble(
                i ->
                    IntStream.range(0, i)
                        .mapToDouble(j -> Vectors.fastDot(places.get(i), places.get(j))))
            .toArray();
    double mean =
        IntStream.range(0, cosines.length).mapToDouble(i -> cosines[i]).average().orElse(0);
    double squares = 0;
    for (double cosine : cosines) {
      squares += (cosine - mean) * (cosine - mean);
    }
    return new double[] {mean, Math.sqrt(squares / cosines.length)};
  }

  private static List<Pair> pairs(
      List<LabeledIssue> issues,
      List<IssueFeatures> encoded,
      List<float[]> places,
      double[] scale,
      LearnedModel model,
      LabelCatalog catalog) {
    List<String> labels = catalog.labels().stream().map(label -> label.name()).toList();
    double[][] odds = new double[issues.size()][];
    for (int i = 0; i < odds.length; i++) {
      odds[i] =
          model.score(encoded.get(i), catalog).scores().stream()
              .mapToDouble(scored -> LogOdds.logit(scored.score()))
              .toArray();
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < odds.length; i++) {
      float[] place = places.get(i);
      int self = i;
      List<Integer> nearest =
          IntStream.range(0, odds.length)
              .filter(j -> j != self)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> -Vectors.fastDot(place, places.get(j))))
              .limit(NEAREST)
              .toList();
      for (int j : nearest) {
        double nearness = (Vectors.fastDot(place, places.get(j)) - scale[0]) / scale[1];
        for (int label = 0; label < labels.size(); label++) {
          boolean truth = issues.get(j).labels().contains(labels.get(label));
          if (truth != odds[j][label] > 0) {
            pairs.add(
                new Pair(
                    nearness,
                    truth,
                    odds[i][label],
                    issues.get(i).labels().contains(labels.get(label))));
          }
        }
      }
    }
    return pairs;
  }

  private static void print(List<Pair> pairs) {
    System.out.println("from     UP (pairs)        DOWN (pairs)");
    for (int bin = 0; bin < BINS.length; bin++) {
      double from = BINS[bin];
      double to = bin + 1 < BINS.length ? BINS[bin + 1] : Double.POSITIVE_INFINITY;
      List<Pair> in =
          pairs.stream().filter(pair -> pair.nearness() >= from && pair.nearness() < to).toList();
      System.out.printf(
          Locale.ROOT,
          "%6.2f   %s   %s%n",
          from,
          shift(in.stream().filter(Pair::corrected).toList()),
          shift(in.stream().filter(pair -> !pair.corrected()).toList()));
    }
  }

  /** The maximum-likelihood shift of the model's log-odds, drawn a little towards none. */
  private static String shift(List<Pair> pairs) {
    double[][] rows = new double[pairs.size()][];
    boolean[] belongs = new boolean[rows.length];
    double[] weights = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {1, pairs.get(i).odds()};
      belongs[i] = pairs.get(i).belongs();
      weights[i] = 1;
    }
    // The slope is held at 1.
    double[] fit =
        PriorLogisticRegression.fit(
            rows, belongs, weights, new double[] {0, 1}, new double[] {0.05, 1e6});
    return String.format(Locale.ROOT, "%+.2f (%d)", fit[0], rows.length);
  }
}
