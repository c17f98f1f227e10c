package io.github.issuetagger.feedback.command;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.github.issuetagger.feedback.Explanation;
import io.github.issuetagger.feedback.Explanation.Neighbour;
import io.github.issuetagger.feedback.command.AnswerModel.Reasons;
import io.github.issuetagger.feedback.command.AnswerModel.Why;
import io.github.issuetagger.policy.Bar;
import io.github.issuetagger.policy.Demotions;
import io.github.issuetagger.policy.RepositorySettings;
import io.github.issuetagger.triage.Markdown;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes answers to commands. What people wrote in the issue or in a comment is quoted only
 * escaped. Safe for use by several threads.
 */
final class AnswerRenderer {
  /**
   * How the App's comment with answers starts; hidden from readers. It does not hold the marker of
   * the comment with suggestions, so that the one is never taken for the other.
   */
  static final String MARKER = "<!-- answer-of-issue-tagger";

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Plain,
          AnswerRenderer.class.getClassLoader(),
          "io.github.issuetagger.templates.comments");

  /** The whole comment. */
  String comment(AnswerModel model) {
    return render("answer.jte", model);
  }

  /**
   * The list of commands.
   *
   * @param prefix what stands before a command's first word
   */
  String help(String prefix) {
    return render("help.jte", new HelpModel(prefix));
  }

  /** What spoke for labels. */
  String why(List<Explanation> explanations, RepositorySettings settings, Demotions demotions) {
    String bundle = explanations.stream().map(Explanation::bundle).findFirst().orElse("none");
    return render(
        "why.jte",
        new Why(
            explanations.stream()
                .map(explanation -> reasons(explanation, settings, demotions))
                .toList(),
            Markdown.code(bundle)));
  }

  private static Reasons reasons(
      Explanation explanation, RepositorySettings settings, Demotions demotions) {
    return new Reasons(
        Markdown.code(explanation.label()),
        verdict(explanation, settings, demotions),
        Markdown.code(explanation.rung())
            + (explanation.precision().isPresent()
                ? "; at least "
                    + Math.round(explanation.precision().getAsDouble() * 100)
                    + " % of such scores were right about this label on this repository's past"
                : ""),
        explanation.phrases().stream()
            .map(
                phrase ->
                    Markdown.code(phrase.text()) + ": " + number(phrase.weight()) + " of the score")
            .toList(),
        issues(explanation.neighbours()),
        issues(explanation.refusals()));
  }

  private static String verdict(
      Explanation explanation, RepositorySettings settings, Demotions demotions) {
    String label = explanation.label();
    return "score "
        + number(explanation.score())
        + "; suggested from "
        + number(Bar.toSuggest(label, settings, explanation.past()))
        + ", applied from "
        + number(Bar.toApply(label, settings, explanation.past()))
        + " where that is allowed"
        + demotions
            .of(label)
            .map(demotion -> "; " + demotion.standing() + " for now: " + demotion.why())
            .orElse("");
  }

  private static String issues(List<Neighbour> neighbours) {
    return neighbours.stream()
        .map(near -> "#" + near.issue() + " (" + number(near.similarity()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String number(Bar bar) {
    return bar.score().isPresent() ? number(bar.score().getAsDouble()) : "no score";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private String render(String template, Object model) {
    StringOutput out = new StringOutput();
    templates.render(template, model, out);
    return out.toString();
  }
}
