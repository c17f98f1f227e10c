package io.github.issuetagger.learning.training;

/**
 * What was learnt of one scorer, whichever labels it serves in the end.
 *
 * @param name how people see it
 * @param fit how its raw scores become probabilities
 * @param odds the calibrated log-odds of the examples, by label, of models that had not seen them
 * @param thresholds the log-odds from which each label is given, for F1
 * @param judged the examples that all this was taken from
 */
// Made once by the learner, never compared.
@SuppressWarnings("ArrayRecordComponent")
record LearnedScorer(
    String name, Calibrator fit, double[][] odds, double[] thresholds, TrainingExamples judged) {
  static LearnedScorer of(String name, TrainingExamples examples, double[][] raw) {
    Calibrator fit = Calibrator.of(examples, raw);
    double[][] odds = fit.logOdds(examples, raw);
    return new LearnedScorer(name, fit, odds, ThresholdFit.forF1(examples, odds), examples);
  }
}
