package io.github.issuetagger.learn;

import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.Prediction;
import io.github.issuetagger.issue.ScoredLabel;
import io.github.issuetagger.predict.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A predictor that has learnt from a repository's issues. Labels that nobody has used yet are left
 * to the predictor that it stands on. Immutable, and safe for use by many threads for as long as
 * the models stay open that it was learnt with.
 */
public final class LearnedModel implements Predictor {
  private static final String BUNDLE = "learnt";

  /** So many issues without a label halve the odds that it belongs to the next. */
  private static final double SEVERAL = 20;

  /** What a threshold may lose, in log-odds, on its way to a probability and back. */
  private static final double ROUNDING = 1e-6;

  private final LearnedParts parts;
  private final List<LearnedRung> rungs;
  private final int[] chosen;
  private final Corrections corrections;
  private final Map<String, Integer> positions = new HashMap<>();

  LearnedModel(LearnedParts parts, List<LearnedRung> rungs, int[] chosen, Corrections corrections) {
    this.parts = parts;
    this.rungs = List.copyOf(rungs);
    this.chosen = chosen.clone();
    this.corrections = corrections;
    List<Label> labels = parts.examples().labels();
    for (int i = 0; i < labels.size(); i++) {
      positions.put(LabelCatalog.key(labels.get(i).name()), i);
    }
  }

  @Override
  public Prediction predict(IssueText text, LabelCatalog catalog) {
    List<Label> unknown = catalog.labels().stream().filter(label -> !learnt(label.name())).toList();
    Map<String, ScoredLabel> byName = new HashMap<>();
    String bundle = BUNDLE;
    if (!unknown.isEmpty()) {
      Prediction below = parts.below().predict(text, new LabelCatalog(unknown));
      below.scores().forEach(scored -> byName.put(scored.label(), unused(scored)));
      bundle += " + " + below.bundle();
    }
    double[] odds =
        unknown.size() == catalog.size()
            ? new double[0]
            : odds(ReadIssue.of(parts.encoder().encode(text)));
    List<ScoredLabel> scores = new ArrayList<>();
    for (Label label : catalog.labels()) {
      int position = positions.getOrDefault(LabelCatalog.key(label.name()), -1);
      ScoredLabel below = byName.get(label.name());
      scores.add(
          below != null
              ? below
              : new ScoredLabel(
                  label.name(), Odds.probability(odds[position]), rung(position).name()));
    }
    return new Prediction(scores, bundle);
  }

  /**
   * The score of a label that none of the examples has: the more examples there are, the less
   * likely the next issue is the first to have it.
   */
  private ScoredLabel unused(ScoredLabel scored) {
    double odds = Odds.logit(scored.score()) - Math.log1p(parts.examples().size() / SEVERAL);
    return new ScoredLabel(scored.label(), Odds.probability(odds), scored.rung());
  }

  /** The calibrated log-odds of each label of the examples. */
  double[] odds(ReadIssue issue) {
    float[] place = Neighbours.place(issue.issue());
    double[][] signals = parts.signals(issue, place);
    double[] blended = parts.blend(signals);
    double[] odds = new double[signals.length];
    for (int label = 0; label < odds.length; label++) {
      double raw = chosen[label] == 0 ? blended[label] : signals[label][chosen[label] - 1];
      odds[label] = rung(label).fit().logOdds(label, raw, parts.examples().share(label));
    }
    corrections.apply(odds, place);
    return odds;
  }

  private LearnedRung rung(int label) {
    return rungs.get(chosen[label]);
  }

  /** Whether anything was learnt about the label. */
  public boolean learnt(String label) {
    return positions.containsKey(LabelCatalog.key(label));
  }

  /** The score, 0–1, from which giving the label was best for F1 on the repository's own issues. */
  public double f1Threshold(String label) {
    int position = position(label);
    return Odds.probability(rung(position).thresholds()[position]);
  }

  /**
   * The score, 0–1, from which the label was right with that precision on the repository's own
   * issues, by the lower end of Wilson's interval (one-sided, 90 %), and on the newest third of
   * them as well; empty when no score was.
   */
  public OptionalDouble precisionThreshold(String label, double precision) {
    OptionalDouble odds = sure(position(label), precision);
    return odds.isEmpty() ? odds : OptionalDouble.of(Odds.probability(odds.getAsDouble()));
  }

  /**
   * How right the label would have been from that score on, 0–1, on the repository's own issues.
   */
  Measure measure(String label, double score) {
    return cuts(position(label)).from(Math.log(score / (1 - score)) - ROUNDING);
  }

  /**
   * The same model after somebody's word, which counts at once for this issue and those like it.
   *
   * @param belongs whether the label belongs to the issue
   * @param weight how much the word counts, 0–1
   */
  public LearnedModel withCorrection(IssueText text, String label, boolean belongs, double weight) {
    if (!learnt(label)) {
      return this;
    }
    float[] place = Neighbours.place(parts.encoder().encode(text));
    Corrections more =
        corrections.with(new Corrections.Correction(place, position(label), belongs, weight));
    return new LearnedModel(parts, rungs, chosen, more);
  }

  /** How well each label is given on the examples, by models that had not seen them. */
  public List<LabelReport> reports(double precision) {
    return parts.examples().labels().stream()
        .map(label -> report(position(label.name()), precision))
        .toList();
  }

  private LabelReport report(int label, double precision) {
    Cuts cuts = cuts(label);
    LearnedRung rung = rung(label);
    OptionalDouble sure = sure(label, precision);
    return new LabelReport(
        parts.examples().labels().get(label).name(),
        parts.examples().positives(label),
        rung.name(),
        Odds.probability(rung.thresholds()[label]),
        cuts.from(rung.thresholds()[label]),
        sure.isEmpty() ? sure : OptionalDouble.of(Odds.probability(sure.getAsDouble())),
        cuts.from(sure.orElse(Double.POSITIVE_INFINITY)));
  }

  private OptionalDouble sure(int label, double precision) {
    Cuts newest = cuts(label, parts.examples().knownOfNewest(label));
    return Thresholds.forPrecision(cuts(label), newest, precision);
  }

  private Cuts cuts(int label) {
    return cuts(label, parts.examples().known(label));
  }

  private Cuts cuts(int label, boolean[] known) {
    return Cuts.of(rung(label).odds()[label], parts.examples().belongs(label), known);
  }

  /** The same model with all labels left to one rung, to compare with. */
  LearnedModel alone(int rung) {
    int[] all = new int[chosen.length];
    Arrays.fill(all, rung);
    return new LearnedModel(parts, rungs, all, corrections);
  }

  /** What was learnt from. */
  Examples examples() {
    return parts.examples();
  }

  /** The rung that serves a label. */
  String rung(String label) {
    return rung(position(label)).name();
  }

  /** The names of the rungs, the blend first. */
  List<String> rungs() {
    return rungs.stream().map(LearnedRung::name).toList();
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
