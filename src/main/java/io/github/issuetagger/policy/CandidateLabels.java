package io.github.issuetagger.policy;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.settings.LabelSettings;
import io.github.issuetagger.settings.RepositorySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The labels that the predictor is asked about, which settings make differ from the catalog. */
public final class CandidateLabels {
  private CandidateLabels() {}

  /**
   * The catalog with the maintainers' own hypotheses, and with the names that an alias adds: {@code
   * bug: "kind/bug"} asks about {@code bug} as well, whose score then counts for {@code kind/bug}.
   */
  public static LabelCatalog of(LabelCatalog catalog, RepositorySettings settings) {
    List<Label> asked = new ArrayList<>();
    for (Label label : catalog.labels()) {
      asked.add(withHypothesis(label, settings));
    }
    settings
        .aliases()
        .forEach(
            (name, target) -> {
              Optional<Label> known = catalog.find(target);
              if (known.isPresent() && catalog.find(name).isEmpty()) {
                asked.add(withHypothesis(Label.of(name, known.get().description()), settings));
              }
            });
    return new LabelCatalog(asked);
  }

  private static Label withHypothesis(Label label, RepositorySettings settings) {
    Optional<String> own = settings.label(label.name()).flatMap(LabelSettings::hypothesis);
    return own.isPresent() ? new Label(label.name(), label.description(), own) : label;
  }
}
