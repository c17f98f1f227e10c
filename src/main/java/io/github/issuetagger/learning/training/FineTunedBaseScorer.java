package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.scoring.FineTunedBundle;
import io.github.issuetagger.scoring.IssueFeatures;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fine-tuned bundle as one more scorer. Its probabilities, thresholds and results are all
 * measured on issues that were opened after its newest training issue, because it knows the answers
 * of older issues.
 */
final class FineTunedBaseScorer {
  private static final Logger LOG = LoggerFactory.getLogger(FineTunedBaseScorer.class);

  static final String ID = FineTunedBundle.SCORER;

  /** Fewer unseen issues are too few to overrule the operator, who configured the bundle. */
  static final int MIN_ISSUES = 30;

  private static final int FOLDS = 5;

  private final FineTunedBundle bundle;
  private final TrainingExamples examples;

  /** The position of each of the examples' labels in the bundle; -1 for unknown labels. */
  private final int[] positions;

  private final CalibratedScorer calibrated;

  /** By label and issue, log-odds that were calibrated without the issue. */
  private final double[][] outOfFold;

  private FineTunedBaseScorer(
      FineTunedBundle bundle, TrainingExamples examples, int[] positions, TrainingExamples unseen) {
    this.bundle = bundle;
    this.examples = examples;
    this.positions = positions;
    double[][] raw = new double[positions.length][examples.size()];
    for (int i = 0; i < examples.size(); i++) {
      Optional<double[]> odds = score(examples.issues().get(i));
      for (int label = 0; label < raw.length; label++) {
        raw[label][i] = odds.isPresent() ? odds.get()[label] : 0;
      }
    }
    this.calibrated = calibrate(unseen, raw);
    this.outOfFold = outOfFold(unseen, raw);
  }

  /**
   * Returns the scorer of a bundle. Empty, which is logged, if the bundle cannot be judged.
   *
   * @param annotated the examples' issues
   */
  static Optional<FineTunedBaseScorer> of(
      FineTunedBundle bundle, List<LabeledIssue> annotated, TrainingExamples examples) {
    int[] positions =
        examples.labels().stream().mapToInt(label -> bundle.position(label.name())).toArray();
    if (Arrays.stream(positions).allMatch(position -> position < 0)) {
      return Optional.empty();
    }
    if (bundle.trainedUntil().isEmpty()) {
      LOG.info(
          "{} keeps the labels that it was trained for: its bundle.json has no trained_until, so it"
              + " is unknown which issues it has not seen",
          bundle.id());
      return Optional.empty();
    }
    Instant until = bundle.trainedUntil().get();
    boolean[] hidden = new boolean[annotated.size()];
    for (int i = 0; i < hidden.length; i++) {
      boolean later = annotated.get(i).createdAt().filter(until::isBefore).isPresent();
      hidden[i] = !later || examples.issues().get(i).fineTuned(bundle).isEmpty();
    }
    TrainingExamples unseen = examples.without(hidden);
    if (unseen.annotated() < MIN_ISSUES) {
      LOG.info(
          "{} keeps the labels that it was trained for: it has read {} of {} issues that were opened"
              + " after {}; {} are needed to judge it",
          bundle.id(),
          unseen.annotated(),
          annotated.size(),
          until,
          MIN_ISSUES);
      return Optional.empty();
    }
    return Optional.of(
        new FineTunedBaseScorer(
            bundle, examples, positions, unseen.about(label -> positions[label] >= 0)));
  }

  private CalibratedScorer calibrate(TrainingExamples unseen, double[][] raw) {
    CalibratedScorer fitted = CalibratedScorer.of(ID, unseen, raw);
    double[] thresholds = fitted.thresholds().clone();
    for (int label = 0; label < thresholds.length; label++) {
      thresholds[label] = covers(label) ? thresholds[label] : Double.POSITIVE_INFINITY;
    }
    return new CalibratedScorer(
        fitted.id(), fitted.calibrator(), fitted.odds(), thresholds, unseen);
  }

  /** Calibrates each issue without its fold, to compare fairly with the other scorers. */
  private static double[][] outOfFold(TrainingExamples unseen, double[][] raw) {
    int[] folds = unseen.folds(FOLDS);
    double[][] odds = new double[raw.length][unseen.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      boolean[] held = new boolean[folds.length];
      for (int i = 0; i < held.length; i++) {
        held[i] = folds[i] == fold;
      }
      double[][] fitted = Calibrator.of(unseen.without(held), raw).logOdds(unseen, raw);
      for (int label = 0; label < odds.length; label++) {
        for (int i = 0; i < held.length; i++) {
          odds[label][i] = held[i] ? fitted[label][i] : odds[label][i];
        }
      }
    }
    return odds;
  }

  /** The calibrated scorer. It never gives labels that the bundle does not know. */
  CalibratedScorer calibrated() {
    return calibrated;
  }

  FineTunedBundle bundle() {
    return bundle;
  }

  /** Whether the bundle was trained for that label of the examples. */
  boolean covers(int label) {
    return positions[label] >= 0;
  }

  /**
   * Returns the bundle's log-odds of the examples' labels, before calibration. A label that the
   * bundle does not know gets its share of the examples. Empty if the bundle does not read the
   * issue.
   */
  Optional<double[]> score(IssueFeatures issue) {
    return issue
        .fineTuned(bundle)
        .map(
            odds ->
                IntStream.range(0, positions.length)
                    .mapToDouble(
                        label ->
                            covers(label)
                                ? odds[positions[label]]
                                : LogOdds.logit(examples.share(label)))
                    .toArray());
  }

  /**
   * Whether the bundle's log loss on the unseen issues is lower than that of another scorer.
   *
   * @param other the other scorer's log-odds of the examples, from models that had not seen the
   *     issue
   */
  boolean beats(int label, double[] other) {
    boolean[] known = calibrated.judged().known(label);
    boolean[] belongs = calibrated.judged().belongs(label);
    double gain = 0;
    for (int i = 0; i < known.length; i++) {
      if (known[i]) {
        gain += LogOdds.loss(other[i], belongs[i]) - LogOdds.loss(outOfFold[label][i], belongs[i]);
      }
    }
    return gain > 0;
  }

  /** Returns one line for people. */
  String describe() {
    return "%s, judged on %d issues after %s"
        .formatted(
            bundle.id(),
            calibrated.judged().annotated(),
            bundle.trainedUntil().map(Instant::toString).orElse("?"));
  }
}
