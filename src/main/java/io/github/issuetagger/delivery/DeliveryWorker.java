package io.github.issuetagger.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import io.github.issuetagger.config.DeliveryConfig;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Processes the inbox: new deliveries at once, failed ones later. Replicas on one PostgreSQL
 * database share the work, and no two of them process the same delivery.
 */
public final class DeliveryWorker implements AutoCloseable {
  /** How often to poll the queue for due retries and replays. */
  private static final Duration POLL = Duration.ofSeconds(2);

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final int MISSED_HEARTBEATS = 4;

  /** The least time that a shutdown gives an interrupted handler to return its delivery. */
  private static final Duration LEAST_GRACE = Duration.ofSeconds(1);

  private final CrashRecovery recovery;
  private final Scheduler scheduler;
  private final Clock clock;

  /**
   * A worker without background jobs.
   *
   * @param handler processes a delivery
   * @param classifier decides what to do after a failure
   * @param random spreads retries over time
   */
  public DeliveryWorker(
      Database database,
      DeliveryConfig config,
      DeliveryHandler handler,
      FailureClassifier classifier,
      Clock clock,
      RandomGenerator random) {
    this(database, config, new Work(handler, List.of()), classifier, clock, random);
  }

  /**
   * What a worker runs.
   *
   * @param handler processes a delivery
   * @param jobs the background jobs
   */
  public record Work(DeliveryHandler handler, List<BackgroundJob> jobs) {
    public Work {
      jobs = List.copyOf(jobs);
    }
  }

  /**
   * @param classifier decides what to do after a failure
   * @param random spreads retries over time
   */
  public DeliveryWorker(
      Database database,
      DeliveryConfig config,
      Work work,
      FailureClassifier classifier,
      Clock clock,
      RandomGenerator random) {
    this.clock = clock;
    DeliveryLedger ledger = new DeliveryLedger(database, new RetrySchedule(config, random), clock);
    this.recovery = new CrashRecovery(database, ledger);
    Duration grace = config.shutdownGrace();
    List<Task<?>> tasks = new ArrayList<>();
    tasks.add(new DeliveryTask(ledger, work.handler(), classifier, clock).task());
    work.jobs().forEach(job -> tasks.add(new BackgroundJobTask(job, classifier, clock).task()));
    this.scheduler =
        Scheduler.create(database.dataSource(), tasks)
            .startTasks(
                new DeliveryPruner(new DeliveryStore(database), config.retention(), clock).task())
            .jdbcCustomization(DeliveryQueue.dialect(database))
            .schedulerName(new SchedulerName.Fixed(name()))
            .clock(clock::instant)
            .threads(config.workers())
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(grace.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : grace)
            .build();
  }

  /**
   * Returns a name that no replica shares. Process ids would not do, because containers share them.
   */
  private static String name() {
    return "worker-" + UUID.randomUUID();
  }

  /** Recovers the deliveries of a killed process, then starts to work. */
  public void start() {
    recovery.run();
    scheduler.start();
  }

  /** Polls the queue now. Call it after adding to the queue. */
  public void wake() {
    scheduler.triggerCheckForDueExecutions();
  }

  /** Queues a job for a subject, unless it is queued already. */
  public void put(BackgroundJob job, String subject) {
    scheduler.scheduleIfNotExists(
        BackgroundJobTask.descriptor(job).instance(subject).build(), clock.instant());
  }

  /** Returns whether the worker is running. */
  public boolean running() {
    return scheduler.getSchedulerState().isStarted()
        && !scheduler.getSchedulerState().isShuttingDown();
  }

  /**
   * Stops taking deliveries and waits for the current ones, up to the grace period. Then interrupts
   * them and returns them to the queue.
   */
  @Override
  public void close() {
    if (!scheduler.getSchedulerState().isShuttingDown()) {
      scheduler.stop();
    }
  }
}
