package io.github.issuetagger.cli;

import io.github.issuetagger.issue.ScoredLabel;
import io.github.issuetagger.learn.LearnedModel;
import io.github.issuetagger.predict.Predictors;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Which scores count as a given label.
 *
 * @param precision the precision asked for, 0–1; absent for the best F1
 */
record Objective(OptionalDouble precision) {
  static final Objective BEST_F1 = new Objective(OptionalDouble.empty());

  /** Reads {@code f1} or {@code precision=P}. */
  static Objective parse(String text) {
    if (text.equals("f1")) {
      return BEST_F1;
    }
    String prefix = "precision=";
    if (text.startsWith(prefix)) {
      double asked = Double.parseDouble(text.substring(prefix.length()));
      if (asked > 0 && asked <= 1) {
        return new Objective(OptionalDouble.of(asked));
      }
    }
    throw new IllegalArgumentException("neither f1 nor precision=P");
  }

  /**
   * The score from which a label is given, by zero-shot or a fine-tuned model. A score is a
   * calibrated probability, so a label that reaches P is right with probability P or more.
   */
  ToDoubleFunction<ScoredLabel> thresholds(Predictors predictors) {
    return scored -> precision.orElseGet(() -> predictors.f1Threshold(scored));
  }

  /**
   * The same by what was learnt, where something was. A label that was never right often enough in
   * the repository's own past is not given at all.
   */
  ToDoubleFunction<ScoredLabel> thresholds(LearnedModel learnt, Predictors predictors) {
    ToDoubleFunction<ScoredLabel> below = thresholds(predictors);
    return scored -> {
      if (!learnt.learnt(scored.label())) {
        return below.applyAsDouble(scored);
      }
      return precision.isEmpty()
          ? learnt.f1Threshold(scored.label())
          : learnt
              .precisionThreshold(scored.label(), precision.getAsDouble())
              .orElse(Double.POSITIVE_INFINITY);
    };
  }
}
