package io.github.issuetagger.learn;

/**
 * What was learnt of one rung, whichever labels it serves in the end.
 *
 * @param name how people see it
 * @param fit how its raw scores become probabilities
 * @param odds the calibrated log-odds of the examples, by label, of models that had not seen them
 * @param thresholds the log-odds from which each label is given, for F1
 * @param judged the examples that all this was taken from
 */
// Made once by the learner, never compared.
@SuppressWarnings("ArrayRecordComponent")
record LearnedRung(
    String name, RungFit fit, double[][] odds, double[] thresholds, Examples judged) {
  static LearnedRung of(String name, Examples examples, double[][] raw) {
    RungFit fit = RungFit.of(examples, raw);
    double[][] odds = fit.logOdds(examples, raw);
    return new LearnedRung(name, fit, odds, Thresholds.forF1(examples, odds), examples);
  }
}
