package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.Counts;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.Predictor;
import io.github.issuetagger.scoring.RepositoryCascade;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A model that was trained on a repository's issues. Labels that nobody has used yet are left to
 * the cascade, and so are the labels of a fine-tuned bundle that could not be judged. Immutable,
 * and safe for use by many threads while the models of the cascade are open.
 */
public final class LearnedModel implements Predictor {
  private static final String BUNDLE = "learnt";

  /** This many issues without a label halve the odds that it belongs to the next issue. */
  private static final double HALF = 20;

  /** What a threshold may lose, in log-odds, on its way to a probability and back. */
  private static final double ROUNDING = 1e-6;

  private final LearnedModelParts parts;
  private final Map<String, CalibratedScorer> scorers = new LinkedHashMap<>();
  private final ModelSelection selection;
  private final Map<String, Integer> positions = new HashMap<>();

  /**
   * @param scorers stacking first and the fine-tuned bundle last
   */
  LearnedModel(LearnedModelParts parts, List<CalibratedScorer> scorers, ModelSelection selection) {
    this.parts = parts;
    this.selection = selection;
    scorers.forEach(scorer -> this.scorers.put(scorer.id(), scorer));
    List<Label> labels = parts.examples().labels();
    for (int i = 0; i < labels.size(); i++) {
      positions.put(LabelCatalog.key(labels.get(i).name()), i);
    }
  }

  @Override
  public Prediction score(IssueFeatures issue, LabelCatalog catalog) {
    List<Label> others = catalog.labels().stream().filter(label -> !serves(label.name())).toList();
    Map<String, ScoredLabel> byName = new HashMap<>();
    String bundle = BUNDLE + fineTunedBundle(catalog);
    if (!others.isEmpty()) {
      Prediction below = parts.cascade().predictor().score(issue, new LabelCatalog(others));
      below
          .scores()
          .forEach(
              scored -> byName.put(scored.label(), left(scored.label()) ? scored : unused(scored)));
      bundle += " + " + below.bundle();
    }
    double[] odds = others.size() == catalog.size() ? new double[0] : logOdds(issue);
    List<ScoredLabel> scores = new ArrayList<>();
    for (Label label : catalog.labels()) {
      ScoredLabel below = byName.get(label.name());
      scores.add(
          below != null
              ? below
              : new ScoredLabel(
                  label.name(),
                  LogOdds.probability(odds[position(label.name())]),
                  scorer(label.name())));
    }
    return new Prediction(scores, bundle);
  }

  private String fineTunedBundle(LabelCatalog catalog) {
    return catalog.labels().stream()
        .map(Label::name)
        .filter(label -> serves(label) && scorer(label).equals(FineTunedBaseScorer.ID))
        .findFirst()
        .flatMap(label -> parts.fineTuned())
        .map(scorer -> " + " + scorer.bundle().id())
        .orElse("");
  }

  /**
   * The score of a label that none of the examples has. The more examples there are, the less
   * likely the next issue is the first to have it.
   */
  private ScoredLabel unused(ScoredLabel scored) {
    double odds = LogOdds.logit(scored.score()) - Math.log1p(parts.examples().size() / HALF);
    return new ScoredLabel(scored.label(), LogOdds.probability(odds), scored.scorer());
  }

  /** Returns the calibrated log-odds of each label of the examples. */
  double[] logOdds(IssueFeatures issue) {
    Map<String, double[]> raw = parts.score(issue, selection.uses(FineTunedBaseScorer.ID));
    List<Label> labels = parts.examples().labels();
    return IntStream.range(0, labels.size())
        .mapToDouble(label -> logOdds(label, labels.get(label).name(), raw))
        .toArray();
  }

  private double logOdds(int position, String label, Map<String, double[]> raw) {
    String wanted = selection.scorer(label);
    String id = raw.containsKey(wanted) ? wanted : selection.standIn(label);
    return find(id).calibrate(position, raw.getOrDefault(id, new double[0])[position]);
  }

  private CalibratedScorer find(String id) {
    return Optional.ofNullable(scorers.get(id))
        .orElseThrow(() -> new IllegalArgumentException("there is no scorer named " + id));
  }

  private CalibratedScorer serving(String label) {
    return find(selection.scorer(label));
  }

  /** Whether anything was learned about the label. */
  public boolean knows(String label) {
    return positions.containsKey(LabelCatalog.key(label));
  }

  /** Whether the label is left to the operator's bundle, which could not be judged on it. */
  public boolean left(String label) {
    return selection.left().test(label);
  }

  /** Whether this model scores the label. */
  public boolean serves(String label) {
    return knows(label) && !left(label);
  }

  /** The score, 0–1, from which giving the label was best for F1 on the repository's own issues. */
  public double f1Threshold(String label) {
    return LogOdds.probability(serving(label).thresholds()[position(label)]);
  }

  /**
   * Returns the score, 0–1, from which the label reached a precision on the repository's own issues
   * (for a fine-tuned bundle: on those that it had not seen). The precision has to be reached by
   * the lower end of Wilson's interval (one-sided, 90 %), and on the newest third of the issues.
   * Empty if no score reached it.
   */
  public OptionalDouble precisionThreshold(String label, double precision) {
    OptionalDouble odds = serving(label).precisionThreshold(position(label), precision);
    return odds.isEmpty() ? odds : OptionalDouble.of(LogOdds.probability(odds.getAsDouble()));
  }

  /** How right the label was from that score, 0–1, on the repository's own issues. */
  Counts measure(String label, double score) {
    return serving(label).curve(position(label)).from(LogOdds.of(score) - ROUNDING);
  }

  /** How well each label is given on the examples, by models that had not seen them. */
  public List<LabelReport> reports(double precision) {
    return parts.examples().labels().stream()
        .map(Label::name)
        .map(label -> serving(label).report(position(label), precision))
        .toList();
  }

  /** Returns the same model with all labels scored by one scorer, to compare with. */
  public LearnedModel alone(String scorer) {
    return new LearnedModel(parts, List.copyOf(scorers.values()), selection.alone(scorer));
  }

  /** Encodes the issues, and scores the labels that this model does not serve. */
  public RepositoryCascade cascade() {
    return parts.cascade();
  }

  /** The training examples. */
  public TrainingExamples examples() {
    return parts.examples();
  }

  /** The scorer that serves a label. */
  public String scorer(String label) {
    return selection.scorer(label);
  }

  /** The scorers, stacking first and a fine-tuned bundle that can be judged last. */
  public List<String> scorers() {
    return List.copyOf(scorers.keySet());
  }

  /** The label's position among the examples' labels. */
  int position(String label) {
    return Optional.ofNullable(positions.get(LabelCatalog.key(label)))
        .orElseThrow(() -> new IllegalArgumentException("nothing was learned about " + label));
  }
}
