package io.github.issuetagger.policy;

import io.github.issuetagger.domain.HoldoutPrecision;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.settings.RepositorySettings;
import java.util.Optional;
import java.util.Set;

/** Tells which labels the settings leave alone on every issue. */
public final class SkippedLabels {
  private static final IssueLabelState ANY = new IssueLabelState(Set.of(), Set.of(), Set.of());

  private SkippedLabels() {}

  /** Why the label is never given, in one clause; empty when it may be. */
  public static Optional<String> why(
      String label, LabelCatalog catalog, RepositorySettings settings) {
    SkipRule.Context context =
        new SkipRule.Context(catalog, settings, ANY, HoldoutPrecision.NONE, Demotions.NONE);
    return SkipRule.OF_SETTINGS.stream()
        .flatMap(rule -> rule.objection(label, context).stream())
        .findFirst();
  }
}
