package io.github.issuetagger.commands;

import io.github.issuetagger.commands.AnswerModel.Help;
import io.github.issuetagger.commands.AnswerModel.Reasons;
import io.github.issuetagger.commands.AnswerModel.Why;
import io.github.issuetagger.domain.CorrectedScore;
import io.github.issuetagger.domain.CorrectedScore.Correction;
import io.github.issuetagger.feedback.Explanation;
import io.github.issuetagger.feedback.Explanation.SimilarIssue;
import io.github.issuetagger.policy.Cutoff;
import io.github.issuetagger.policy.Demotions;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.text.MarkdownEscaper;
import io.github.issuetagger.text.Templates;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Renders answers to commands. Escapes what people wrote in the issue or in a comment. Safe for use
 * by several threads.
 */
final class AnswerRenderer {
  /**
   * The hidden text at the start of the App's comment with answers. Does not contain the marker of
   * the comment with suggestions, so that the two are never confused.
   */
  static final String MARKER = "<!-- answer-of-issue-tagger";

  private static final int MOST_CORRECTIONS = 3;

  private final Templates templates = Templates.ofComments();

  /** Returns the whole comment. */
  String comment(AnswerModel model) {
    return render("answer.jte", model);
  }

  /**
   * Returns the list of commands.
   *
   * @param prefix the repository's prefix for commands
   */
  String help(String prefix) {
    return render("help.jte", new Help(prefix));
  }

  /**
   * Returns the explanation of labels.
   *
   * @param issue the number of the issue that is answered
   */
  String why(
      int issue, List<Explanation> explanations, RepositorySettings settings, Demotions demotions) {
    String bundle = explanations.stream().map(Explanation::bundle).findFirst().orElse("none");
    return render(
        "why.jte",
        new Why(
            explanations.stream()
                .map(explanation -> reasons(issue, explanation, settings, demotions))
                .toList(),
            MarkdownEscaper.code(bundle)));
  }

  private static Reasons reasons(
      int issue, Explanation explanation, RepositorySettings settings, Demotions demotions) {
    return new Reasons(
        MarkdownEscaper.code(explanation.label()),
        verdict(explanation, settings, demotions),
        MarkdownEscaper.code(explanation.scorer())
            + (explanation.precision().isPresent()
                ? "; at least "
                    + Math.round(explanation.precision().getAsDouble() * 100)
                    + " % of such scores were right for this label on this repository's past issues"
                : ""),
        explanation.corrected().map(corrected -> corrections(issue, corrected)).orElse(""),
        explanation.phrases().stream()
            .map(
                phrase ->
                    MarkdownEscaper.code(phrase.text())
                        + ": "
                        + number(phrase.weight())
                        + " of the score")
            .toList(),
        issues(explanation.neighbors()),
        issues(explanation.refusals()));
  }

  private static String verdict(
      Explanation explanation, RepositorySettings settings, Demotions demotions) {
    String label = explanation.label();
    return "score "
        + number(explanation.score())
        + "; suggested from "
        + number(Cutoff.toSuggest(label, settings, explanation.holdout()))
        + ", applied from "
        + number(Cutoff.toApply(label, settings, explanation.holdout()))
        + " where that is allowed"
        + demotions
            .of(label)
            .map(demotion -> "; " + demotion.standing() + " for now: " + demotion.why())
            .orElse("");
  }

  /** Returns nothing if the corrections do not visibly change the score. */
  private static String corrections(int issue, CorrectedScore corrected) {
    String before = number(corrected.before());
    String after = number(corrected.after());
    if (before.equals(after)) {
      return "";
    }
    List<Correction> all = corrected.corrections();
    String named =
        all.stream()
            .limit(MOST_CORRECTIONS)
            .map(correction -> correction(issue, correction))
            .collect(Collectors.joining("; "));
    int more = all.size() - MOST_CORRECTIONS;
    return "the score from %s to %s: %s%s"
        .formatted(before, after, named, more > 0 ? "; and " + more + " more" : "");
  }

  private static String correction(int issue, Correction correction) {
    String done = correction.belongs() ? "accepted on " : "rejected on ";
    return correction.issue() == issue
        ? done + "this issue"
        : done
            + "#"
            + correction.issue()
            + (correction.nearlySame() ? ", which is nearly the same" : ", which is similar");
  }

  private static String issues(List<SimilarIssue> issues) {
    return issues.stream()
        .map(near -> "#" + near.issue() + " (" + number(near.similarity()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String number(Cutoff cutoff) {
    return cutoff.score().isPresent() ? number(cutoff.score().getAsDouble()) : "no score";
  }

  /** Formats a score for people. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private String render(String template, Object model) {
    return templates.render(template, model);
  }
}
