/**
 * Receives a webhook: verifies its signature, stores it and answers 202.
 *
 * <p>No webhook is acted on here.
 */
@NullMarked
package io.github.issuetagger.webhook;

import org.jspecify.annotations.NullMarked;
