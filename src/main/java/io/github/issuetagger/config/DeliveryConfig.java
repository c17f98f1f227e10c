package io.github.issuetagger.config;

import java.time.Duration;

/**
 * How deliveries are processed.
 *
 * @param workers how many deliveries are processed at the same time
 * @param maxAttempts how many attempts a delivery gets before it becomes a dead letter
 * @param firstRetry the delay before the second attempt; each later delay is three times as long
 * @param retention how long finished deliveries are kept; dead letters are kept forever
 * @param shutdownGrace how long a shutdown waits for running deliveries
 */
public record DeliveryConfig(
    int workers,
    int maxAttempts,
    Duration firstRetry,
    Duration retention,
    Duration shutdownGrace) {}
