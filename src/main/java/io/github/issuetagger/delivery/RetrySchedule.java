package io.github.issuetagger.delivery;

import io.github.issuetagger.config.DeliveryConfig;
import io.github.issuetagger.delivery.FailureClassifier.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Decides when a failed delivery is retried and when it is given up. */
final class RetrySchedule {
  /** The factor between two pauses. */
  private static final int GROWTH = 3;

  /** The random share by which a pause varies, so that retries do not come all at once. */
  private static final double JITTER = 0.2;

  /** How often GitHub may postpone a delivery before a postponement counts as a failed attempt. */
  static final int MOST_POSTPONEMENTS = 24;

  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
  private static final Duration LEAST_POSTPONEMENT = Duration.ofSeconds(1);
  private static final Duration LONGEST_POSTPONEMENT = Duration.ofHours(6);
  private static final Duration WIDEST_SPREAD = Duration.ofSeconds(30);

  private final DeliveryConfig config;
  private final RandomGenerator random;

  RetrySchedule(DeliveryConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /**
   * Returns the next step after a failure.
   *
   * @param verdict what to do after this failure
   * @param attempts the failed attempts before this one
   * @param postponements how often the delivery was postponed before
   */
  Step after(Verdict verdict, int attempts, int postponements, Instant now) {
    if (verdict instanceof Verdict.RetryAt at && postponements < MOST_POSTPONEMENTS) {
      return new Step.Again(postponed(at.time(), now), attempts, postponements + 1);
    }
    int failed = attempts + 1;
    if (verdict instanceof Verdict.Never || failed >= config.maxAttempts()) {
      return new Step.GiveUp(failed);
    }
    return new Step.Again(now.plus(pause(failed)), failed, postponements);
  }

  private Duration pause(int failed) {
    double factor = Math.pow(GROWTH, failed - 1.0) * (1 - JITTER + 2 * JITTER * random());
    double millis =
        Math.min(
            (double) config.firstRetry().toMillis() * factor, (double) LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(Math.round(millis));
  }

  /** Returns the requested time within bounds, plus jitter, because many deliveries wait for it. */
  private Instant postponed(Instant asked, Instant now) {
    Duration pause = Duration.between(now, asked);
    if (pause.compareTo(LEAST_POSTPONEMENT) < 0) {
      pause = LEAST_POSTPONEMENT;
    } else if (pause.compareTo(LONGEST_POSTPONEMENT) > 0) {
      pause = LONGEST_POSTPONEMENT;
    }
    double widest = Math.min((double) pause.toMillis() * JITTER, (double) WIDEST_SPREAD.toMillis());
    return now.plus(pause).plusMillis(Math.round(widest * random()));
  }

  // Synchronized, because not every seeded generator is thread-safe.
  private synchronized double random() {
    return random.nextDouble();
  }

  /** The next step for a failed delivery. */
  sealed interface Step {
    /** Another attempt at this time. */
    record Again(Instant due, int attempts, int postponements) implements Step {}

    /** The delivery becomes a dead letter after this many failed attempts. */
    record GiveUp(int attempts) implements Step {}
  }
}
