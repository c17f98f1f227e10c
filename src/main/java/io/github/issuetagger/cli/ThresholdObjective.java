package io.github.issuetagger.cli;

import io.github.issuetagger.learning.training.LearnedModel;
import io.github.issuetagger.scoring.RepositoryCascade;
import java.util.OptionalDouble;

/**
 * Which scores count as a given label.
 *
 * @param precision the precision asked for, 0–1; absent for the best F1
 */
record ThresholdObjective(OptionalDouble precision) {
  static final ThresholdObjective BEST_F1 = new ThresholdObjective(OptionalDouble.empty());

  /** Reads {@code f1} or {@code precision=P}. */
  static ThresholdObjective parse(String text) {
    if (text.equals("f1")) {
      return BEST_F1;
    }
    String prefix = "precision=";
    if (text.startsWith(prefix)) {
      double asked = Double.parseDouble(text.substring(prefix.length()));
      if (asked > 0 && asked <= 1) {
        return new ThresholdObjective(OptionalDouble.of(asked));
      }
    }
    throw new IllegalArgumentException("neither f1 nor precision=P");
  }

  /**
   * Scores by zero-shot or a fine-tuned model. A score is a calibrated probability, so a label that
   * reaches P is right with probability P or more.
   */
  ThresholdedPredictor scorer(RepositoryCascade cascade) {
    return new ThresholdedPredictor(
        cascade.encoder(),
        cascade.predictor(),
        scored -> precision.orElseGet(() -> cascade.f1Threshold().applyAsDouble(scored)));
  }

  /**
   * Scores by what was learnt, where something was. A label that was never right often enough in
   * the repository's own past is not given at all.
   */
  ThresholdedPredictor scorer(LearnedModel learnt) {
    ThresholdedPredictor below = scorer(learnt.cascade());
    return new ThresholdedPredictor(
        below.encoder(),
        learnt,
        scored -> {
          if (!learnt.serves(scored.label())) {
            return below.thresholds().applyAsDouble(scored);
          }
          return precision.isEmpty()
              ? learnt.f1Threshold(scored.label())
              : learnt
                  .precisionThreshold(scored.label(), precision.getAsDouble())
                  .orElse(Double.POSITIVE_INFINITY);
        });
  }
}
