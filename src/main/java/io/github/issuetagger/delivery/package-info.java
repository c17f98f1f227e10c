/**
 * The durable inbox and the queue: accepted deliveries, background jobs, retries and dead letters.
 *
 * <p>What a delivery asks for is done elsewhere, behind {@code DeliveryHandler}.
 */
@NullMarked
package io.github.issuetagger.delivery;

import org.jspecify.annotations.NullMarked;
