package io.github.issuetagger.policy;

import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.MeasuredPrecision;
import java.util.Optional;
import java.util.Set;

/** Tells which labels the settings leave alone on every issue. */
public final class LeftAlone {
  private static final IssueState ANY = new IssueState(Set.of(), Set.of(), Set.of());

  private LeftAlone() {}

  /** Why the label is never given, in one clause; empty when it may be. */
  public static Optional<String> why(
      String label, LabelCatalog catalog, RepositorySettings settings) {
    Rule.Context context =
        new Rule.Context(catalog, settings, ANY, MeasuredPrecision.NONE, Demotions.NONE);
    return Rule.OF_SETTINGS.stream()
        .flatMap(rule -> rule.objection(label, context).stream())
        .findFirst();
  }
}
