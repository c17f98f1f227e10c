package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.text.LabelKindClassifier;
import java.util.OptionalDouble;

/**
 * A scorer with everything that was fitted on its scores of the training examples, for all labels.
 *
 * @param id the scorer's identifier, which is also its name in reports
 * @param calibrator turns its raw scores into probabilities
 * @param odds the calibrated log-odds of the examples, by label and issue, from models that had not
 *     seen the issue
 * @param thresholds the log-odds from which each label is given, for F1
 * @param judged the examples that all this was fitted on
 */
// Made once by the trainer, never compared.
@SuppressWarnings("ArrayRecordComponent")
record CalibratedScorer(
    String id,
    Calibrator calibrator,
    double[][] odds,
    double[] thresholds,
    TrainingExamples judged) {
  /**
   * Fits calibration and thresholds.
   *
   * @param raw log-odds by label and issue, from models that had not seen the issue
   */
  static CalibratedScorer of(String id, TrainingExamples examples, double[][] raw) {
    Calibrator calibrator = Calibrator.of(examples, raw);
    double[][] odds = calibrator.logOdds(examples, raw);
    return new CalibratedScorer(id, calibrator, odds, ThresholdFit.forF1(examples, odds), examples);
  }

  /** Returns the calibrated log-odds of a label. */
  double calibrate(int label, double raw) {
    return calibrator.logOdds(label, raw, judged.share(label));
  }

  /** Returns how right the label is from each threshold, on all issues. */
  PrecisionRecallCurve curve(int label) {
    return curve(label, judged.known(label));
  }

  private PrecisionRecallCurve curve(int label, boolean[] known) {
    return PrecisionRecallCurve.of(odds[label], judged.belongs(label), known);
  }

  /**
   * Returns the lowest log-odds from which the label reaches a precision; see {@link
   * ThresholdFit#forPrecision}.
   *
   * @param precision 0–1
   */
  OptionalDouble precisionThreshold(int label, double precision) {
    return ThresholdFit.forPrecision(
        curve(label), curve(label, judged.knownOfNewest(label)), precision);
  }

  /** Returns how well a label is given. */
  LabelReport report(int label, double precision) {
    PrecisionRecallCurve curve = curve(label);
    OptionalDouble sure = precisionThreshold(label, precision);
    Label named = judged.labels().get(label);
    return new LabelReport(
        named.name(),
        LabelKindClassifier.task(named),
        judged.positives(label),
        id,
        LogOdds.probability(thresholds[label]),
        curve.from(thresholds[label]),
        sure.isEmpty() ? sure : OptionalDouble.of(LogOdds.probability(sure.getAsDouble())),
        curve.from(sure.orElse(Double.POSITIVE_INFINITY)));
  }
}
