package io.github.issuetagger.policy;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.settings.LabelSettings;
import io.github.issuetagger.settings.RepositorySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the labels to score, which differ from the catalog where the settings say so. */
public final class CandidateLabels {
  private CandidateLabels() {}

  /**
   * Returns the catalog with the hypotheses from the settings and the names that aliases add. With
   * {@code bug: "kind/bug"}, {@code bug} is scored too, and its score counts for {@code kind/bug}.
   */
  public static LabelCatalog of(LabelCatalog catalog, RepositorySettings settings) {
    List<Label> candidates = new ArrayList<>();
    for (Label label : catalog.labels()) {
      candidates.add(withHypothesis(label, settings));
    }
    settings
        .aliases()
        .forEach(
            (name, target) -> {
              Optional<Label> known = catalog.find(target);
              if (known.isPresent() && catalog.find(name).isEmpty()) {
                candidates.add(withHypothesis(Label.of(name, known.get().description()), settings));
              }
            });
    return new LabelCatalog(candidates);
  }

  private static Label withHypothesis(Label label, RepositorySettings settings) {
    Optional<String> own = settings.label(label.name()).flatMap(LabelSettings::hypothesis);
    return own.isPresent() ? new Label(label.name(), label.description(), own) : label;
  }
}
