package io.github.issuetagger.cli;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.Predictor;
import java.util.function.ToDoubleFunction;

/**
 * How labels are scored and given.
 *
 * @param encoder encodes issues
 * @param predictor scores them
 * @param thresholds the score, 0–1, from which a label is given
 */
record ThresholdedPredictor(
    IssueEncoder encoder, Predictor predictor, ToDoubleFunction<ScoredLabel> thresholds) {
  /** Scores an issue. */
  Prediction predict(IssueText text, LabelCatalog catalog) {
    return predictor.score(encoder.encode(text), catalog);
  }
}
