package io.github.issuetagger.policy;

import io.github.issuetagger.domain.HoldoutPrecision;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.settings.LabelMode;
import io.github.issuetagger.settings.RepositorySettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A reason to skip a label whatever its score. */
@FunctionalInterface
interface SkipRule {
  /** What rules may consider besides the label. */
  record Context(
      LabelCatalog catalog,
      RepositorySettings settings,
      IssueLabelState issue,
      HoldoutPrecision holdout,
      Demotions demotions) {}

  /** The rules that depend on the settings alone, whatever the issue. */
  List<SkipRule> OF_SETTINGS =
      List.of(
          SkipRule::standsForAnother,
          SkipRule::modeIsOff,
          SkipRule::notIncluded,
          SkipRule::excluded,
          SkipRule::excludedByDefault);

  /** All rules, in order. The first one that objects gives the reason. */
  List<SkipRule> ALL =
      Stream.concat(
              OF_SETTINGS.stream(), Stream.of(SkipRule::alreadyOnIssue, SkipRule::removedByPerson))
          .toList();

  /** Returns why to skip this label, in one clause, or empty if this rule does not object. */
  Optional<String> objection(String label, Context context);

  /** Returns the reason of the first rule that objects. */
  static Optional<String> findObjection(List<SkipRule> rules, String label, Context context) {
    return rules.stream().flatMap(rule -> rule.objection(label, context).stream()).findFirst();
  }

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

  private static Optional<String> alreadyOnIssue(String label, Context context) {
    return when(context.issue().has(label), "already on the issue");
  }

  private static Optional<String> removedByPerson(String label, Context context) {
    return when(context.issue().lost(label), "a person removed it from this issue");
  }

  private static Optional<String> when(boolean objects, String reason) {
    return objects ? Optional.of(reason) : Optional.empty();
  }
}
