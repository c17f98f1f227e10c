package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.Counts;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.scoring.Predictor;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.text.LabelKindClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A predictor that has learnt from a repository's issues. Labels that nobody has used yet are left
 * to the predictor that it stands on, and so are those of a fine-tuned bundle that could not be
 * judged. Immutable, and safe for use by many threads for as long as the models stay open that it
 * was learnt with.
 */
public final class LearnedModel implements Predictor {
  private static final String BUNDLE = "learnt";

  /** So many issues without a label halve the odds that it belongs to the next. */
  private static final double SEVERAL = 20;

  /** What a threshold may lose, in log-odds, on its way to a probability and back. */
  private static final double ROUNDING = 1e-6;

  private final LearnedModelParts parts;
  private final List<LearnedScorer> scorers;
  private final ModelSelection choice;
  private final Map<String, Integer> positions = new HashMap<>();

  LearnedModel(LearnedModelParts parts, List<LearnedScorer> scorers, ModelSelection choice) {
    this.parts = parts;
    this.scorers = List.copyOf(scorers);
    this.choice = choice;
    List<Label> labels = parts.examples().labels();
    for (int i = 0; i < labels.size(); i++) {
      positions.put(LabelCatalog.key(labels.get(i).name()), i);
    }
  }

  @Override
  public Prediction predict(IssueText text, LabelCatalog catalog) {
    List<Label> others = catalog.labels().stream().filter(label -> !serves(label.name())).toList();
    Map<String, ScoredLabel> byName = new HashMap<>();
    String bundle = BUNDLE + tunedBundle(catalog);
    if (!others.isEmpty()) {
      Prediction below = parts.cascade().predictor().predict(text, new LabelCatalog(others));
      below
          .scores()
          .forEach(
              scored -> byName.put(scored.label(), left(scored.label()) ? scored : unused(scored)));
      bundle += " + " + below.bundle();
    }
    double[] odds = others.size() == catalog.size() ? new double[0] : odds(read(text));
    List<ScoredLabel> scores = new ArrayList<>();
    for (Label label : catalog.labels()) {
      int position = positions.getOrDefault(LabelCatalog.key(label.name()), -1);
      ScoredLabel below = byName.get(label.name());
      scores.add(
          below != null
              ? below
              : new ScoredLabel(
                  label.name(), LogOdds.probability(odds[position]), scorer(position).name()));
    }
    return new Prediction(scores, bundle);
  }

  /** Runs the fine-tuned bundle only where a label needs it. */
  private CountedIssue read(IssueText text) {
    boolean needed = Arrays.stream(choice.serving()).anyMatch(this::tuned);
    return CountedIssue.of(
        needed ? parts.encoder().encode(text) : parts.encoder().encodeUntuned(text));
  }

  private String tunedBundle(LabelCatalog catalog) {
    return catalog.labels().stream()
        .map(Label::name)
        .filter(label -> serves(label) && tuned(choice.serving()[position(label)]))
        .findFirst()
        .flatMap(label -> parts.tuned())
        .map(tuned -> " + " + tuned.bundle().id())
        .orElse("");
  }

  /** Whether that scorer is the fine-tuned bundle, which comes after the blend and all signals. */
  private boolean tuned(int scorer) {
    return scorer > BaseScore.values().length;
  }

  /**
   * The score of a label that none of the examples has: the more examples there are, the less
   * likely the next issue is the first to have it.
   */
  private ScoredLabel unused(ScoredLabel scored) {
    double odds = LogOdds.logit(scored.score()) - Math.log1p(parts.examples().size() / SEVERAL);
    return new ScoredLabel(scored.label(), LogOdds.probability(odds), scored.scorer());
  }

  /** The calibrated log-odds of each label of the examples. */
  double[] odds(CountedIssue issue) {
    float[] place = Neighbors.place(issue.issue());
    double[][] signals = parts.signals(issue, place);
    double[] blended = parts.blend(signals);
    double[] odds = new double[signals.length];
    Optional<double[]> tuned = parts.tuned().flatMap(scorer -> scorer.odds(issue.issue()));
    for (int label = 0; label < odds.length; label++) {
      int wanted = choice.serving()[label];
      int scorer = tuned(wanted) && tuned.isEmpty() ? choice.standIn()[label] : wanted;
      double raw =
          scorer == 0
              ? blended[label]
              : tuned(scorer) ? tuned.orElseThrow()[label] : signals[label][scorer - 1];
      odds[label] = scorers.get(scorer).fit().logOdds(label, raw, parts.examples().share(label));
    }
    return odds;
  }

  private LearnedScorer scorer(int label) {
    return scorers.get(choice.serving()[label]);
  }

  /** Whether anything was learnt about the label. */
  public boolean learnt(String label) {
    return positions.containsKey(LabelCatalog.key(label));
  }

  /** Whether the label is left to the operator's bundle, which could not be judged on it. */
  public boolean left(String label) {
    return choice.left().test(label);
  }

  /** Whether the label is scored by what was learnt. */
  public boolean serves(String label) {
    return learnt(label) && !left(label);
  }

  /** The score, 0–1, from which giving the label was best for F1 on the repository's own issues. */
  public double f1Threshold(String label) {
    int position = position(label);
    return LogOdds.probability(scorer(position).thresholds()[position]);
  }

  /**
   * The score, 0–1, from which the label was right with that precision on the repository's own
   * issues (for a fine-tuned bundle those that it had not seen), by the lower end of Wilson's
   * interval (one-sided, 90 %), and on the newest third of them as well; empty when no score was.
   */
  public OptionalDouble precisionThreshold(String label, double precision) {
    OptionalDouble odds = sure(position(label), precision);
    return odds.isEmpty() ? odds : OptionalDouble.of(LogOdds.probability(odds.getAsDouble()));
  }

  /**
   * How right the label would have been from that score on, 0–1, on the repository's own issues.
   */
  Counts measure(String label, double score) {
    return cuts(position(label)).from(LogOdds.of(score) - ROUNDING);
  }

  /** How well each label is given on the examples, by models that had not seen them. */
  public List<LabelReport> reports(double precision) {
    return parts.examples().labels().stream()
        .map(label -> report(position(label.name()), precision))
        .toList();
  }

  private LabelReport report(int label, double precision) {
    PrecisionRecallCurve cuts = cuts(label);
    LearnedScorer scorer = scorer(label);
    OptionalDouble sure = sure(label, precision);
    Label named = parts.examples().labels().get(label);
    return new LabelReport(
        named.name(),
        LabelKindClassifier.task(named),
        parts.examples().positives(label),
        scorer.name(),
        LogOdds.probability(scorer.thresholds()[label]),
        cuts.from(scorer.thresholds()[label]),
        sure.isEmpty() ? sure : OptionalDouble.of(LogOdds.probability(sure.getAsDouble())),
        cuts.from(sure.orElse(Double.POSITIVE_INFINITY)));
  }

  private OptionalDouble sure(int label, double precision) {
    PrecisionRecallCurve newest = cuts(label, scorer(label).judged().knownOfNewest(label));
    return ThresholdFit.forPrecision(cuts(label), newest, precision);
  }

  private PrecisionRecallCurve cuts(int label) {
    return cuts(label, scorer(label).judged().known(label));
  }

  private PrecisionRecallCurve cuts(int label, boolean[] known) {
    return PrecisionRecallCurve.of(
        scorer(label).odds()[label], parts.examples().belongs(label), known);
  }

  /** The same model with all labels left to one scorer, to compare with. */
  public LearnedModel alone(int scorer) {
    return new LearnedModel(parts, scorers, choice.alone(scorer));
  }

  /** What it stands on, and what scores the labels that it does not serve. */
  public RepositoryCascade cascade() {
    return parts.cascade();
  }

  /** What was learnt from. */
  public TrainingExamples examples() {
    return parts.examples();
  }

  /** The scorer that serves a label. */
  public String scorer(String label) {
    return scorer(position(label)).name();
  }

  /** The names of the scorers, the blend first and a fine-tuned bundle that can be judged last. */
  public List<String> scorers() {
    return scorers.stream().map(LearnedScorer::name).toList();
  }

  /** Where the label stands among the examples' labels. */
  int position(String label) {
    Integer position = positions.get(LabelCatalog.key(label));
    if (position == null) {
      throw new IllegalArgumentException("nothing was learnt about " + label);
    }
    return position;
  }
}
