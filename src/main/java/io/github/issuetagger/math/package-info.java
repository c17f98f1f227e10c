/**
 * Numeric building blocks: vectors, log-odds, regressions and counts.
 *
 * <p>Knows no other package of the project, so nothing here knows what an issue or a label is.
 */
@NullMarked
package io.github.issuetagger.math;

import org.jspecify.annotations.NullMarked;
