/**
 * Fits a repository's model from its training set: base scores, calibration, stacking, thresholds
 * and model selection.
 *
 * <p>Nothing here knows the database or which version serves.
 */
@NullMarked
package io.github.issuetagger.learning.training;

import org.jspecify.annotations.NullMarked;
