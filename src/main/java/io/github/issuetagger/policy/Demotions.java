package io.github.issuetagger.policy;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.settings.PrecisionTargets;
import io.github.issuetagger.settings.RepositorySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The labels with which the App does less than the settings allow. A label is not applied while
 * what people did of late shows that it is right less often than {@code precision} asks, and not
 * suggested while it shows the same of {@code suggest_precision}; each is judged by its own
 * outcomes, since low scores are suggested and high ones applied. Immutable.
 */
public final class Demotions {
  /** Where nothing is known against any label. */
  public static final Demotions NONE = new Demotions(Map.of());

  private final Map<String, Demotion> byKey;

  private Demotions(Map<String, Demotion> byKey) {
    this.byKey = byKey;
  }

  /**
   * Judges.
   *
   * @param records what people made of labels, by {@link LabelCatalog#key}
   */
  public static Demotions of(Map<String, OutcomeCounts> records, RepositorySettings settings) {
    Map<String, Demotion> demoted = new TreeMap<>();
    records.forEach(
        (label, record) -> {
          PrecisionTargets wanted = settings.precision(label);
          Demotion demotion =
              new Demotion(
                  label,
                  Optional.of(record.applied()).filter(tally -> tally.below(wanted.apply())),
                  Optional.of(record.suggested()).filter(tally -> tally.below(wanted.suggest())));
          if (demotion.applied().isPresent() || demotion.suggested().isPresent()) {
            demoted.put(label, demotion);
          }
        });
    return new Demotions(demoted);
  }

  /** What is known against a label, by its name in any case. */
  public Optional<Demotion> of(String label) {
    return Optional.ofNullable(byKey.get(LabelCatalog.key(label)));
  }

  /** All of them, in the order of their labels' keys. */
  public List<Demotion> all() {
    return List.copyOf(byKey.values());
  }
}
