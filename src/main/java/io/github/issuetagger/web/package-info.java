/**
 * The HTTP server: health checks, metrics and pages for operators.
 *
 * <p>Webhooks are received in {@code webhook}.
 */
@NullMarked
package io.github.issuetagger.web;

import org.jspecify.annotations.NullMarked;
