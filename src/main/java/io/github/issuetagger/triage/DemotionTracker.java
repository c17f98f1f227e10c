package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.policy.Demotion;
import io.github.issuetagger.policy.Demotions;
import io.github.issuetagger.policy.OutcomeCounts;
import io.github.issuetagger.policy.OutcomeTally;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.DemotionStore;
import io.github.issuetagger.store.OutcomeStore;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.text.LogText;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks which labels the App was wrong about too often of late, and logs each change of that once.
 * Costs two queries, whatever the number of labels.
 */
final class DemotionTracker {
  /** What is older tells of another App and, perhaps, another project. */
  static final Duration REMEMBERED = Duration.ofDays(90);

  private static final Logger LOG = LoggerFactory.getLogger(DemotionTracker.class);

  private final OutcomeStore live;
  private final DemotionStore demotions;
  private final Clock clock;

  DemotionTracker(TriageStore store, Clock clock) {
    this.live = store.outcomes();
    this.demotions = store.demotions();
    this.clock = clock;
  }

  /** What holds in the repository now. */
  Demotions of(RepositoryRef repository, RepositorySettings settings) {
    Map<String, OutcomeCounts> records = new HashMap<>();
    live.all(repository.id(), clock.instant().minus(REMEMBERED))
        .forEach((label, outcome) -> records.put(label, record(outcome)));
    Demotions now = Demotions.of(records, settings);
    tell(repository, now);
    return now;
  }

  private static OutcomeCounts record(OutcomeStore.Totals outcome) {
    return new OutcomeCounts(
        new OutcomeTally(outcome.kept(), outcome.applied()),
        new OutcomeTally(outcome.accepted(), outcome.accepted() + outcome.rejected()));
  }

  private void tell(RepositoryRef repository, Demotions now) {
    Map<String, String> before = demotions.all(repository.id());
    for (Demotion demotion : now.all()) {
      if (!demotion.standing().equals(before.get(demotion.label()))
          && demotions.demote(
              repository.id(), demotion.label(), demotion.standing(), clock.instant())) {
        LOG.info(
            "label {} is {} from now on: {}",
            LogText.of(demotion.label()),
            demotion.standing(),
            demotion.why());
      }
    }
    for (String label : before.keySet()) {
      if (now.of(label).isEmpty() && demotions.promote(repository.id(), label)) {
        LOG.info("nothing is held against label {} any longer", LogText.of(label));
      }
    }
  }
}
