package io.github.issuetagger.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * Work that runs in steps between the deliveries.
 *
 * @param name the job's name on the queue; must never change, or queued steps are lost
 * @param step runs one step
 */
public record BackgroundJob(String name, Step step) {
  /** One step of a job. */
  @FunctionalInterface
  public interface Step {
    /**
     * Runs one step, which takes a few seconds at most.
     *
     * @param subject what the job works on, such as a repository's id
     * @return the pause before the next step; empty if nothing is left to do
     * @throws Exception if the step must be retried or given up
     */
    Optional<Duration> run(String subject) throws Exception;
  }
}
