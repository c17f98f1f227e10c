package io.github.issuetagger.cli;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.learning.training.LearnedModel;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.Predictor;
import io.github.issuetagger.scoring.RepositoryCascade;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Decides from which score a label is predicted.
 *
 * @param precision the requested precision, 0–1; empty for the best F1
 */
record ThresholdObjective(OptionalDouble precision) {
  static final ThresholdObjective BEST_F1 = new ThresholdObjective(OptionalDouble.empty());

  /**
   * A predictor and its thresholds.
   *
   * @param encoder encodes the issues
   * @param predictor scores the labels
   * @param thresholds the score, 0–1, from which a label is predicted
   */
  record ThresholdedPredictor(
      IssueEncoder encoder, Predictor predictor, ToDoubleFunction<ScoredLabel> thresholds) {
    Prediction predict(IssueText text, LabelCatalog catalog) {
      return predictor.score(encoder.encode(text), catalog);
    }
  }

  /**
   * Adds thresholds to zero-shot and fine-tuned scoring. Scores are calibrated probabilities, so a
   * label that reaches P is right with probability P or more.
   */
  ThresholdedPredictor withThresholds(RepositoryCascade cascade) {
    return new ThresholdedPredictor(
        cascade.encoder(),
        cascade.predictor(),
        scored -> precision.orElseGet(() -> cascade.f1Threshold().applyAsDouble(scored)));
  }

  /**
   * Adds thresholds to a learned model, which may serve only some labels. A label that never
   * reached the precision in the repository's history is not predicted at all.
   */
  ThresholdedPredictor withThresholds(LearnedModel model) {
    ThresholdedPredictor base = withThresholds(model.cascade());
    return new ThresholdedPredictor(
        base.encoder(),
        model,
        scored -> {
          if (!model.serves(scored.label())) {
            return base.thresholds().applyAsDouble(scored);
          }
          return precision.isEmpty()
              ? model.f1Threshold(scored.label())
              : model
                  .precisionThreshold(scored.label(), precision.getAsDouble())
                  .orElse(Double.POSITIVE_INFINITY);
        });
  }

  /** Reads {@code f1} or {@code precision=P}. */
  static final class Parser implements ITypeConverter<ThresholdObjective> {
    private static final String PREFIX = "precision=";

    @Override
    public ThresholdObjective convert(String text) {
      if (text.equals("f1")) {
        return BEST_F1;
      }
      try {
        double precision =
            text.startsWith(PREFIX) ? Double.parseDouble(text.substring(PREFIX.length())) : 0;
        if (precision > 0 && precision <= 1) {
          return new ThresholdObjective(OptionalDouble.of(precision));
        }
      } catch (NumberFormatException e) {
        // Reported below.
      }
      throw new TypeConversionException(
          "'" + text + "' is neither f1 nor precision=P with P above 0 and up to 1");
    }
  }
}
