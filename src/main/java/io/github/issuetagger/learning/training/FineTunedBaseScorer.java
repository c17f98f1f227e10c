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
 * A fine-tuned bundle as one more scorer. All that is measured of it, probabilities and thresholds
 * included, is measured on issues that were opened after the newest one that it was trained on; of
 * the others it knows the answers.
 */
final class FineTunedBaseScorer {
  private static final Logger LOG = LoggerFactory.getLogger(FineTunedBaseScorer.class);

  static final String ID = FineTunedBundle.SCORER;

  /** Fewer unseen issues say too little to overrule the operator, who put the bundle there. */
  static final int LEAST = 30;

  private static final int FOLDS = 5;

  private final FineTunedBundle bundle;
  private final TrainingExamples examples;

  /** Where each label of the examples stands among the bundle's; -1 for those it does not know. */
  private final int[] positions;

  private final CalibratedScorer calibrated;

  /** The log-odds as they are calibrated without the issue, by label. */
  private final double[][] crossFitted;

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
    this.crossFitted = crossFitted(unseen, raw);
  }

  /**
   * The scorer of a bundle; empty, which is logged, where it cannot be judged.
   *
   * @param told what was said of each of the examples' issues
   */
  static Optional<FineTunedBaseScorer> of(
      FineTunedBundle bundle, List<LabeledIssue> told, TrainingExamples examples) {
    int[] positions =
        examples.labels().stream().mapToInt(label -> bundle.position(label.name())).toArray();
    if (Arrays.stream(positions).allMatch(position -> position < 0)) {
      return Optional.empty();
    }
    if (bundle.trainedUntil().isEmpty()) {
      LOG.info(
          "{} keeps the labels that it was trained for: its bundle.json has no trained_until, so"
              + " nobody knows which issues it has not seen",
          bundle.id());
      return Optional.empty();
    }
    Instant until = bundle.trainedUntil().get();
    boolean[] hidden = new boolean[told.size()];
    for (int i = 0; i < hidden.length; i++) {
      boolean later = told.get(i).createdAt().filter(until::isBefore).isPresent();
      hidden[i] = !later || examples.issues().get(i).fineTuned(bundle).isEmpty();
    }
    TrainingExamples unseen = examples.without(hidden);
    if (unseen.told() < LEAST) {
      LOG.info(
          "{} keeps the labels that it was trained for: of {} issues, {} are dated after {} and were"
              + " read by it; {} are needed to judge it",
          bundle.id(),
          told.size(),
          unseen.told(),
          until,
          LEAST);
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
    return new CalibratedScorer(fitted.id(), fitted.calibrator(), fitted.odds(), thresholds, unseen);
  }

  /** The other scorers' scores are of models that had not seen the issue; so are these. */
  private static double[][] crossFitted(TrainingExamples unseen, double[][] raw) {
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

  /** What was learnt of it; labels that it does not know are never given. */
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
   * Whether its log loss on the unseen issues is lower than that of what would serve the label
   * otherwise.
   *
   * @param otherwise the log-odds of the examples by the other scorer, of models that had not seen
   *     the issue
   */
  boolean beats(int label, double[] otherwise) {
    boolean[] known = calibrated.judged().known(label);
    boolean[] belongs = calibrated.judged().belongs(label);
    double gain = 0;
    for (int i = 0; i < known.length; i++) {
      if (known[i]) {
        gain +=
            LogOdds.loss(otherwise[i], belongs[i])
                - LogOdds.loss(crossFitted[label][i], belongs[i]);
      }
    }
    return gain > 0;
  }

  /** One line for people. */
  String describe() {
    return "%s, judged on %d issues after %s"
        .formatted(
            bundle.id(),
            calibrated.judged().told(),
            bundle.trainedUntil().map(Instant::toString).orElse("?"));
  }
}
