package io.github.issuetagger.delivery;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.github.issuetagger.store.DeliveryStore;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes processed deliveries after their retention time. Keeps dead letters. */
final class DeliveryPruner {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryPruner.class);
  private static final Duration EVERY = Duration.ofHours(1);

  private final DeliveryStore deliveries;
  private final Duration retention;
  private final Clock clock;

  DeliveryPruner(DeliveryStore deliveries, Duration retention, Clock clock) {
    this.deliveries = deliveries;
    this.retention = retention;
    this.clock = clock;
  }

  RecurringTask<Void> task() {
    return Tasks.recurring("prune-deliveries", FixedDelay.of(EVERY))
        .execute((instance, context) -> prune());
  }

  private void prune() {
    int pruned = deliveries.prune(clock.instant().minus(retention));
    if (pruned > 0) {
      LOG.info("removed {} deliveries that finished more than {} ago", pruned, retention);
    }
  }
}
