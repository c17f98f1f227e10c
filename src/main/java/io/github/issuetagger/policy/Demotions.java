package io.github.issuetagger.policy;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.OutcomeCounts;
import io.github.issuetagger.settings.PrecisionTargets;
import io.github.issuetagger.settings.RepositorySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The labels with which the App does less than the settings allow. The App stops applying a label
 * while recent outcomes show that it is right less often than {@code precision} asks, and stops
 * suggesting it while they show the same of {@code suggest_precision}. Each is judged by its own
 * outcomes, because low scores are suggested and high ones applied. Immutable.
 */
public final class Demotions {
  /** Demotes no label. */
  public static final Demotions NONE = new Demotions(Map.of());

  private final Map<String, Demotion> byKey;

  private Demotions(Map<String, Demotion> byKey) {
    this.byKey = byKey;
  }

  /**
   * Returns the demotions that follow from recent outcomes.
   *
   * @param outcomes the recent outcomes of labels, by {@link LabelCatalog#key}
   */
  public static Demotions of(Map<String, OutcomeCounts> outcomes, RepositorySettings settings) {
    Map<String, Demotion> demoted = new TreeMap<>();
    outcomes.forEach(
        (label, counts) -> {
          PrecisionTargets targets = settings.precision(label);
          Demotion demotion =
              new Demotion(
                  label,
                  Optional.of(new OutcomeTally(counts.kept(), counts.applied()))
                      .filter(tally -> tally.below(targets.apply())),
                  Optional.of(new OutcomeTally(counts.accepted(), counts.answered()))
                      .filter(tally -> tally.below(targets.suggest())));
          if (demotion.applied().isPresent() || demotion.suggested().isPresent()) {
            demoted.put(label, demotion);
          }
        });
    return new Demotions(demoted);
  }

  /** Returns the demotion of a label, by its name in any case. */
  public Optional<Demotion> of(String label) {
    return Optional.ofNullable(byKey.get(LabelCatalog.key(label)));
  }

  /** Returns all demotions in the order of their labels' keys. */
  public List<Demotion> all() {
    return List.copyOf(byKey.values());
  }
}
