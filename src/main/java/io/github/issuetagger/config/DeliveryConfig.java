package io.github.issuetagger.config;

import java.time.Duration;

/**
 * How deliveries are worked off.
 *
 * @param workers deliveries worked on at the same time
 * @param maxAttempts tries before a delivery becomes a dead letter
 * @param firstRetry the pause before the second try; each later one is three times as long
 * @param retention how long finished deliveries are kept; dead letters stay
 * @param shutdownGrace how long a stop waits for the deliveries in hand
 */
public record DeliveryConfig(
    int workers,
    int maxAttempts,
    Duration firstRetry,
    Duration retention,
    Duration shutdownGrace) {}
