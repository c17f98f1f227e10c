package io.github.issuetagger.delivery;

import java.time.Instant;

/** Decides once whether a failed delivery is retried later, at a given time, or never. */
@FunctionalInterface
public interface FailureClassifier {
  /** Returns what to do after this failure. */
  Verdict classify(Exception failure);

  /** What to do after a failure. */
  sealed interface Verdict {
    /** Retry after the usual growing pause. */
    record RetryLater() implements Verdict {}

    /** Retry at this time. Does not count as a failed attempt. */
    record RetryAt(Instant time) implements Verdict {}

    /** Give up. */
    record Never() implements Verdict {}
  }
}
