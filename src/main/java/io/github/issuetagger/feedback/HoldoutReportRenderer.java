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
 * Writes what was measured on a repository's past. Nothing that people wrote in issues goes in;
 * names of labels are escaped. Safe for use by several threads.
 */
final class HoldoutReportRenderer {
  /** How the report starts; hidden from readers. It holds no other marker of the App's. */
  static final String MARKER = "<!-- report-of-issue-tagger -->";

  static final String TITLE = "Issue Tagger: what was measured on this repository's past";

  /** With names of GitHub's greatest length that stays below what an issue's body may hold. */
  private static final int MOST_ROWS = 100;

  private static final int MOST_NAMES = 30;

  private final Templates templates = Templates.ofComments();

  /** The report under these settings. */
  String render(
      ModelVersion version,
      HoldoutResults past,
      LabelCatalog catalog,
      RepositorySettings settings) {
    return templates.render("report.jte", model(version, past, catalog, settings));
  }

  private static HoldoutReportModel model(
      ModelVersion version,
      HoldoutResults past,
      LabelCatalog catalog,
      RepositorySettings settings) {
    List<String> measured =
        past.labels().stream()
            .sorted(
                Comparator.comparingInt((String label) -> past.balanced(label).positives())
                    .reversed())
            .toList();
    List<String> ours =
        measured.stream()
            .filter(label -> Planner.whyNever(label, catalog, settings).isEmpty())
            .toList();
    List<String> others = measured.stream().filter(label -> !ours.contains(label)).toList();
    List<Counts> outcomes = ours.stream().map(past::balanced).toList();
    return new HoldoutReportModel(
        version.number(),
        version.figures().examples(),
        version.figures().labels(),
        number(version.figures().microF1()),
        number(Counts.sum(outcomes).f1()),
        number(outcomes.stream().mapToDouble(Counts::f1).average().orElse(0)),
        ours.stream().limit(MOST_ROWS).map(label -> row(label, past, settings)).toList(),
        Math.max(0, ours.size() - MOST_ROWS),
        names(others),
        catalog.size() - measured.size());
  }

  private static HoldoutReportModel.Row row(
      String label, HoldoutResults past, RepositorySettings settings) {
    return new HoldoutReportModel.Row(
        MarkdownEscaper.code(label),
        past.balanced(label).positives(),
        settings.mode(label).name().toLowerCase(Locale.ROOT),
        told(Cutoff.toApply(label, settings, past), label, past),
        told(Cutoff.toSuggest(label, settings, past), label, past));
  }

  private static String told(Cutoff bar, String label, HoldoutResults past) {
    if (bar.score().isEmpty()) {
      return "at no score";
    }
    double score = bar.score().getAsDouble();
    Counts outcome = past.from(label, score);
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
