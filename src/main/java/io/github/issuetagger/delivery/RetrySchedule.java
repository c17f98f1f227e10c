package io.github.issuetagger.delivery;

import io.github.issuetagger.config.DeliveryConfig;
import io.github.issuetagger.delivery.FailureClassifier.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Decides when a failed delivery is tried again, and when it is given up. */
final class RetrySchedule {
  /** Each pause is this many times as long as the one before. */
  private static final int GROWTH = 3;

  /** A pause is up to this part shorter or longer, so that retries do not come in a bunch. */
  private static final double JITTER = 0.2;

  /** Times that GitHub may ask to come back later before that counts as a failed try too. */
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
   * What happens after a failure.
   *
   * @param verdict what helps
   * @param attempts failed tries before this one
   * @param postponements times that this delivery was postponed before
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

  /** GitHub's time, kept in bounds, and a little after it: many deliveries wait for the same. */
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

  // Generators with a seed are not all safe for use by several workers.
  private synchronized double random() {
    return random.nextDouble();
  }

  /** What happens next to a delivery that failed. */
  sealed interface Step {
    /** Another try at that time. */
    record Again(Instant due, int attempts, int postponements) implements Step {}

    /** A dead letter, after so many failed tries. */
    record GiveUp(int attempts) implements Step {}
  }
}
