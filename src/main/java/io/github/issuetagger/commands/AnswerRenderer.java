package io.github.issuetagger.commands;

import io.github.issuetagger.commands.AnswerModel.Reasons;
import io.github.issuetagger.commands.AnswerModel.Why;
import io.github.issuetagger.domain.CorrectedScore;
import io.github.issuetagger.domain.CorrectedScore.Correction;
import io.github.issuetagger.feedback.Explanation;
import io.github.issuetagger.feedback.Explanation.Neighbour;
import io.github.issuetagger.policy.Cutoff;
import io.github.issuetagger.policy.Demotions;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.text.MarkdownEscaper;
import io.github.issuetagger.text.Templates;
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

  private static final int MOST_CORRECTIONS = 3;

  private final Templates templates = Templates.ofComments();

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

  /**
   * What spoke for labels.
   *
   * @param issue the number of the issue that it is told on
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
        MarkdownEscaper.code(explanation.rung())
            + (explanation.precision().isPresent()
                ? "; at least "
                    + Math.round(explanation.precision().getAsDouble() * 100)
                    + " % of such scores were right about this label on this repository's past"
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
        issues(explanation.neighbours()),
        issues(explanation.refusals()));
  }

  private static String verdict(
      Explanation explanation, RepositorySettings settings, Demotions demotions) {
    String label = explanation.label();
    return "score "
        + number(explanation.score())
        + "; suggested from "
        + number(Cutoff.toSuggest(label, settings, explanation.past()))
        + ", applied from "
        + number(Cutoff.toApply(label, settings, explanation.past()))
        + " where that is allowed"
        + demotions
            .of(label)
            .map(demotion -> "; " + demotion.standing() + " for now: " + demotion.why())
            .orElse("");
  }

  /** Nothing if the corrections outweigh each other, or move the score by too little to be seen. */
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

  private static String issues(List<Neighbour> neighbours) {
    return neighbours.stream()
        .map(near -> "#" + near.issue() + " (" + number(near.similarity()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String number(Cutoff bar) {
    return bar.score().isPresent() ? number(bar.score().getAsDouble()) : "no score";
  }

  /** A score as people read it. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private String render(String template, Object model) {
    return templates.render(template, model);
  }
}
