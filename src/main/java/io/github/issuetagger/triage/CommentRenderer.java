package io.github.issuetagger.triage;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.settings.CommandSettings;
import io.github.issuetagger.settings.SettingsProblem;
import io.github.issuetagger.store.RunAction;
import io.github.issuetagger.store.RunAction.Kind;
import io.github.issuetagger.text.MarkdownEscaper;
import io.github.issuetagger.text.Templates;
import io.github.issuetagger.triage.EffectiveSettings.Broken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the App's one comment on an issue. Nothing that people wrote in the issue goes in; names
 * of labels and texts from the settings file are escaped. Safe for use by several threads.
 */
final class CommentRenderer {
  /** How each of our comments starts, whichever run wrote it; hidden from readers. */
  static final String MARKER = "<!-- issue-tagger";

  static final String APPLIED = "applied";
  static final String SUGGESTED = "suggested";
  static final String ACCEPTED = "accepted";

  /** More would bury the rest; the file's other problems come to light when these are mended. */
  private static final int PROBLEMS_SHOWN = 10;

  private final Templates templates = Templates.ofComments();

  /**
   * What a comment says.
   *
   * @param runId the run that writes it
   * @param labels what is applied and what is suggested; empty when nothing is any more
   * @param wanted the keys of the labels that people accepted
   * @param rung which rungs of the ladder spoke
   * @param bundle name and version of the model bundle
   * @param broken the settings file that maintainers are to be told of
   * @param commands how people may command the App
   */
  record Content(
      String runId,
      List<RunAction> labels,
      Set<String> wanted,
      String rung,
      String bundle,
      Optional<Broken> broken,
      CommandSettings commands) {}

  String render(Content content) {
    return templates.render("triage.jte", model(content));
  }

  private static CommentModel model(Content content) {
    return new CommentModel(
        content.runId(),
        content.labels().stream().map(action -> row(action, content.wanted())).toList(),
        MarkdownEscaper.code(content.rung()),
        MarkdownEscaper.code(content.bundle()),
        content.broken().map(CommentRenderer::headline).orElse(""),
        content.broken().map(CommentRenderer::problems).orElse(List.of()),
        content.commands().enabled() ? content.commands().prefix() + "labels " : "");
  }

  private static CommentModel.Row row(RunAction action, Set<String> wanted) {
    return new CommentModel.Row(
        MarkdownEscaper.code(action.label()),
        Math.round(action.score() * 100) + " %",
        state(action, wanted),
        String.format(Locale.ROOT, "%.3f", action.score()),
        String.format(Locale.ROOT, "%.3f", action.threshold()));
  }

  private static String state(RunAction action, Set<String> wanted) {
    if (action.kind() == Kind.APPLY) {
      return APPLIED;
    }
    return wanted.contains(LabelCatalog.key(action.label())) ? ACCEPTED : SUGGESTED;
  }

  private static String headline(Broken broken) {
    return "The settings file "
        + MarkdownEscaper.code(broken.location())
        + " cannot be followed. "
        + (broken.lastGood() ? "Its last sound version holds" : "The default settings hold")
        + " until it is mended.";
  }

  private static List<String> problems(Broken broken) {
    List<String> lines = new ArrayList<>();
    for (SettingsProblem problem : broken.problems()) {
      if (lines.size() == PROBLEMS_SHOWN) {
        lines.add("and " + (broken.problems().size() - PROBLEMS_SHOWN) + " more");
        break;
      }
      String what =
          problem.key().isEmpty() ? problem.reason() : problem.key() + ": " + problem.reason();
      lines.add("line " + problem.line() + ": " + MarkdownEscaper.code(what));
    }
    return lines;
  }
}
