package io.github.issuetagger.policy;

import io.github.issuetagger.domain.HoldoutPrecision;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.settings.LabelMode;
import io.github.issuetagger.settings.RepositorySettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One reason for which a label is left alone whatever its score. */
@FunctionalInterface
interface SkipRule {
  /** What a rule may look at, besides the label. */
  record Context(
      LabelCatalog catalog,
      RepositorySettings settings,
      IssueLabelState issue,
      HoldoutPrecision past,
      Demotions demotions) {}

  /** Those that look at the settings alone, whatever the issue. */
  List<SkipRule> OF_SETTINGS =
      List.of(
          SkipRule::standsForAnother,
          SkipRule::modeIsOff,
          SkipRule::notIncluded,
          SkipRule::excluded,
          SkipRule::excludedByDefault);

  /** The rules in the order in which they are asked; the first that objects gives the reason. */
  List<SkipRule> ALL =
      Stream.concat(
              OF_SETTINGS.stream(), Stream.of(SkipRule::alreadyThere, SkipRule::removedByPerson))
          .toList();

  /** Why this label is to be left, in one clause; empty when this rule has nothing against it. */
  Optional<String> objection(String label, Context context);

  private static Optional<String> standsForAnother(String label, Context context) {
    return context
        .settings()
        .alias(label)
        .filter(target -> !LabelCatalog.key(target).equals(LabelCatalog.key(label)))
        .map(
            target ->
                context.catalog().find(target).isPresent()
                    ? "counts for its alias"
                    : "its alias is not a label of the repository");
  }

  private static Optional<String> modeIsOff(String label, Context context) {
    return when(context.settings().mode(label) == LabelMode.OFF, "its mode is off");
  }

  private static Optional<String> notIncluded(String label, Context context) {
    return when(!context.settings().filter().includes(label), "not included by the settings");
  }

  private static Optional<String> excluded(String label, Context context) {
    return when(context.settings().filter().excludes(label), "excluded by the settings");
  }

  private static Optional<String> excludedByDefault(String label, Context context) {
    return when(
        context.settings().label(label).isEmpty()
            && context.settings().filter().excludesByDefault(label),
        "excluded by default");
  }

  private static Optional<String> alreadyThere(String label, Context context) {
    return when(context.issue().carries(label), "already on the issue");
  }

  private static Optional<String> removedByPerson(String label, Context context) {
    return when(context.issue().lost(label), "a person took it off this issue");
  }

  private static Optional<String> when(boolean objects, String reason) {
    return objects ? Optional.of(reason) : Optional.empty();
  }
}
