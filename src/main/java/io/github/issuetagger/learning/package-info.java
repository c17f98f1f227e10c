/**
 * Serves what was learned from a repository: model versions, corrections since the last version,
 * and the job that trains the next one.
 *
 * <p>How a model is fitted lives in {@code learning.training}.
 */
@NullMarked
package io.github.issuetagger.learning;

import org.jspecify.annotations.NullMarked;
