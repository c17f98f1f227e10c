/**
 * Learning from a repository's own issues: examples in, a predictor out. Trained in this process,
 * in seconds, from what {@code predict} reads of each issue.
 */
@NullMarked
package io.github.issuetagger.learn;

import org.jspecify.annotations.NullMarked;
