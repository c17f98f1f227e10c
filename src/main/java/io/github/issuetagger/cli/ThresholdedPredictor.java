package io.github.issuetagger.cli;

import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.scoring.Predictor;
import java.util.function.ToDoubleFunction;

/**
 * How labels are scored and given.
 *
 * @param predictor scores them
 * @param thresholds the score, 0–1, from which a label is given
 */
record ThresholdedPredictor(Predictor predictor, ToDoubleFunction<ScoredLabel> thresholds) {}
