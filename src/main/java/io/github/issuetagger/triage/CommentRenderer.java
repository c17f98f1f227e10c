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
 * Renders the App's comment on an issue. The comment quotes nothing from the issue, and escapes
 * label names and texts from the settings file. Safe for use by several threads.
 */
final class CommentRenderer {
  /** The hidden text at the start of each comment, whichever run wrote it. */
  static final String MARKER = "<!-- issue-tagger";

  static final String APPLIED = "applied";
  static final String SUGGESTED = "suggested";
  static final String ACCEPTED = "accepted";

  /** The most errors to list, so that they do not bury the rest of the comment. */
  private static final int PROBLEMS_SHOWN = 10;

  private final Templates templates = Templates.ofComments();

  /**
   * The content of a comment.
   *
   * @param runId the run that writes the comment
   * @param labels the applied and suggested labels; empty if nothing is left to report
   * @param wanted the keys of the labels that people accepted
   * @param scorer the scorers behind the scores
   * @param bundle name and version of the model bundle
   * @param broken the invalid settings file to report
   * @param commands the repository's settings for commands
   */
  record Content(
      String runId,
      List<RunAction> labels,
      Set<String> wanted,
      String scorer,
      String bundle,
      Optional<Broken> broken,
      CommandSettings commands) {}

  /** Returns the comment as Markdown. */
  String render(Content content) {
    return templates.render("triage.jte", model(content));
  }

  private static CommentModel model(Content content) {
    return new CommentModel(
        content.runId(),
        content.labels().stream().map(action -> row(action, content.wanted())).toList(),
        MarkdownEscaper.code(content.scorer()),
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
        + " is invalid. "
        + (broken.lastGood() ? "Its last valid version applies" : "The default settings apply")
        + " until it is fixed.";
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
