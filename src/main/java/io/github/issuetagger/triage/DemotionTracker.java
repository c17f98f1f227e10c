package io.github.issuetagger.triage;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.policy.Demotion;
import io.github.issuetagger.policy.Demotions;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.DemotionStore;
import io.github.issuetagger.store.OutcomeStore;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.text.LogText;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the labels that the App was wrong about too often, and logs each change once. Needs two
 * queries, whatever the number of labels.
 */
final class DemotionTracker {
  /** How long outcomes count. Older ones are about earlier versions of the App and the project. */
  static final Duration REMEMBERED = Duration.ofDays(90);

  private static final Logger LOG = LoggerFactory.getLogger(DemotionTracker.class);

  private final OutcomeStore outcomes;
  private final DemotionStore demotions;
  private final Clock clock;

  DemotionTracker(TriageStore store, Clock clock) {
    this.outcomes = store.outcomes();
    this.demotions = store.demotions();
    this.clock = clock;
  }

  /** Returns the repository's current demotions, and stores those that changed. */
  Demotions update(RepositoryRef repository, RepositorySettings settings) {
    Demotions now =
        Demotions.of(outcomes.all(repository.id(), clock.instant().minus(REMEMBERED)), settings);
    storeChanges(repository, now);
    return now;
  }

  private void storeChanges(RepositoryRef repository, Demotions now) {
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
        LOG.info("label {} is no longer demoted", LogText.of(label));
      }
    }
  }
}
