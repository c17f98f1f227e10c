/**
 * Receives webhooks: verifies the signature, stores the delivery and answers 202.
 *
 * <p>Processing a delivery is the job of {@code delivery} and {@code events}.
 */
@NullMarked
package io.github.issuetagger.webhook;

import org.jspecify.annotations.NullMarked;
