/**
 * Writes an evaluation as Markdown, HTML and JSON.
 *
 * <p>Nothing here computes a metric.
 */
@NullMarked
package io.github.issuetagger.evaluation.report;

import org.jspecify.annotations.NullMarked;
