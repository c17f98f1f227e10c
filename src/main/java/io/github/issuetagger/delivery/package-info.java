/**
 * The durable inbox and the queue: accepted deliveries, background jobs, retries and dead letters.
 *
 * <p>What to do for a delivery is decided elsewhere, behind {@code DeliveryHandler}.
 */
@NullMarked
package io.github.issuetagger.delivery;

import org.jspecify.annotations.NullMarked;
