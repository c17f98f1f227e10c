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
 * Works off the inbox: at once what arrives, later what failed. Replicas on one PostgreSQL database
 * share the work; no two of them work on the same delivery.
 */
public final class DeliveryWorker implements AutoCloseable {
  /** How often the queue is looked at unasked: for retries that are due and for replays. */
  private static final Duration POLL = Duration.ofSeconds(2);

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final int MISSED_HEARTBEATS = 4;

  /** A stop waits at least this long for an interrupted handler to hand its delivery back. */
  private static final Duration LEAST_GRACE = Duration.ofSeconds(1);

  private final CrashRecovery recovery;
  private final Scheduler scheduler;
  private final Clock clock;

  /**
   * A worker without chores.
   *
   * @param handler what is done for a delivery
   * @param sorter what its failures mean
   * @param random spreads retries
   */
  public DeliveryWorker(
      Database database,
      DeliveryConfig config,
      DeliveryHandler handler,
      FailureClassifier sorter,
      Clock clock,
      RandomGenerator random) {
    this(database, config, new Work(handler, List.of()), sorter, clock, random);
  }

  /**
   * What a worker does.
   *
   * @param handler what is done for a delivery
   * @param chores what is done besides
   */
  public record Work(DeliveryHandler handler, List<BackgroundJob> chores) {
    public Work {
      chores = List.copyOf(chores);
    }
  }

  /**
   * @param sorter what failures mean
   * @param random spreads retries
   */
  public DeliveryWorker(
      Database database,
      DeliveryConfig config,
      Work work,
      FailureClassifier sorter,
      Clock clock,
      RandomGenerator random) {
    this.clock = clock;
    DeliveryLedger ledger = new DeliveryLedger(database, new RetrySchedule(config, random), clock);
    this.recovery = new CrashRecovery(database, ledger);
    Duration grace = config.shutdownGrace();
    List<Task<?>> tasks = new ArrayList<>();
    tasks.add(new DeliveryTask(ledger, work.handler(), sorter, clock).task());
    work.chores().forEach(chore -> tasks.add(new BackgroundJobTask(chore, sorter, clock).task()));
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

  /** Differs from that of each replica: in containers all have the same process id. */
  private static String name() {
    return "worker-" + UUID.randomUUID();
  }

  /** Takes back what a killed process held, then starts to work. */
  public void start() {
    recovery.run();
    scheduler.start();
  }

  /** Looks at the queue now: call it after something was put there. */
  public void wake() {
    scheduler.triggerCheckForDueExecutions();
  }

  /** Puts a chore on the queue, unless it is there already for the same subject. */
  public void put(BackgroundJob chore, String subject) {
    scheduler.scheduleIfNotExists(
        BackgroundJobTask.descriptor(chore).instance(subject).build(), clock.instant());
  }

  /** Whether it works. */
  public boolean running() {
    return scheduler.getSchedulerState().isStarted()
        && !scheduler.getSchedulerState().isShuttingDown();
  }

  /**
   * Takes no more deliveries and waits for those in hand, up to the grace; then interrupts them and
   * hands them back to the queue.
   */
  @Override
  public void close() {
    if (!scheduler.getSchedulerState().isShuttingDown()) {
      scheduler.stop();
    }
  }
}
