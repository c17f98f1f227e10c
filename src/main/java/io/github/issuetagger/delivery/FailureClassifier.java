package io.github.issuetagger.delivery;

import java.time.Instant;

/** Sorts a failure once: try again later, try again at a time, or never. */
@FunctionalInterface
public interface FailureClassifier {
  /** What to do about this failure. */
  Verdict sort(Exception failure);

  /** What to do about a failure. */
  sealed interface Verdict {
    /** Try again after the usual growing pause. */
    record RetryLater() implements Verdict {}

    /** Try again at that time; does not count as a try. */
    record RetryAt(Instant time) implements Verdict {}

    /** Give up now. */
    record Never() implements Verdict {}
  }
}
