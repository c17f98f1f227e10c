/**
 * Measures offline how well a repository's issues can be labeled, and compares methods.
 *
 * <p>How the results are written lives in {@code evaluation.report}.
 */
@NullMarked
package io.github.issuetagger.evaluation;

import org.jspecify.annotations.NullMarked;
