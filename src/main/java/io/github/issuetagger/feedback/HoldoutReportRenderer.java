package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.HoldoutResults;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.math.Counts;
import io.github.issuetagger.policy.Cutoff;
import io.github.issuetagger.policy.Planner;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.text.MarkdownEscaper;
import io.github.issuetagger.text.Templates;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Renders the holdout results of a repository. Quotes nothing from issues, and escapes label names.
 * Safe for use by several threads.
 */
final class HoldoutReportRenderer {
  /** The hidden text at the start of the report. Contains no other marker of the App. */
  static final String MARKER = "<!-- report-of-issue-tagger -->";

  static final String TITLE = "Issue Tagger: results on this repository's past issues";

  /** Keeps the report below GitHub's limit for an issue's body, even with the longest names. */
  private static final int MOST_ROWS = 100;

  private static final int MOST_NAMES = 30;

  private final Templates templates = Templates.ofComments();

  /** Returns the report under these settings as Markdown. */
  String render(
      ModelVersion version,
      HoldoutResults results,
      LabelCatalog catalog,
      RepositorySettings settings) {
    return templates.render("report.jte", model(version, results, catalog, settings));
  }

  private static HoldoutReportModel model(
      ModelVersion version,
      HoldoutResults results,
      LabelCatalog catalog,
      RepositorySettings settings) {
    List<String> measured =
        results.labels().stream()
            .sorted(
                Comparator.comparingInt((String label) -> results.balanced(label).positives())
                    .reversed())
            .toList();
    List<String> ours =
        measured.stream()
            .filter(label -> Planner.whyNever(label, catalog, settings).isEmpty())
            .toList();
    List<String> others = measured.stream().filter(label -> !ours.contains(label)).toList();
    List<Counts> outcomes = ours.stream().map(results::balanced).toList();
    return new HoldoutReportModel(
        version.number(),
        version.figures().examples(),
        version.figures().labels(),
        number(version.figures().microF1()),
        number(Counts.sum(outcomes).f1()),
        number(outcomes.stream().mapToDouble(Counts::f1).average().orElse(0)),
        ours.stream().limit(MOST_ROWS).map(label -> row(label, results, settings)).toList(),
        Math.max(0, ours.size() - MOST_ROWS),
        names(others),
        catalog.size() - measured.size());
  }

  private static HoldoutReportModel.Row row(
      String label, HoldoutResults results, RepositorySettings settings) {
    return new HoldoutReportModel.Row(
        MarkdownEscaper.code(label),
        results.balanced(label).positives(),
        settings.mode(label).name().toLowerCase(Locale.ROOT),
        outcome(Cutoff.toApply(label, settings, results), label, results),
        outcome(Cutoff.toSuggest(label, settings, results), label, results));
  }

  private static String outcome(Cutoff cutoff, String label, HoldoutResults results) {
    if (cutoff.score().isEmpty()) {
      return "at no score";
    }
    double score = cutoff.score().getAsDouble();
    Counts outcome = results.from(label, score);
    return String.format(
        Locale.ROOT,
        "from %.2f: %d of %d right, %s reached",
        score,
        outcome.right(),
        outcome.given(),
        percent(outcome.right(), outcome.positives()));
  }

  private static String names(List<String> labels) {
    String shown =
        labels.stream()
            .limit(MOST_NAMES)
            .map(MarkdownEscaper::code)
            .collect(Collectors.joining(", "));
    int more = labels.size() - MOST_NAMES;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static String percent(int part, int of) {
    return (of == 0 ? 0 : Math.round(100.0 * part / of)) + " %";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
