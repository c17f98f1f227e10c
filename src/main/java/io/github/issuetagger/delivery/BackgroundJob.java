package io.github.issuetagger.delivery;

import java.time.Duration;
import java.util.Optional;

/** Work that nobody waits for: done in steps, between the deliveries. */
public interface BackgroundJob {
  /** What the queue calls it; never changes, or what is on the queue is lost. */
  String name();

  /**
   * Does one step, of a few seconds at most.
   *
   * @param subject what it is to be done for
   * @return the pause before the next step; empty when nothing is left to do
   * @throws Exception when the step has to be tried again or given up
   */
  Optional<Duration> step(String subject) throws Exception;
}
