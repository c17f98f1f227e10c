package io.github.issuetagger.commands;

import java.util.List;

/**
 * What the templates of answers show. Every text from outside is Markdown already, escaped. Public
 * only because templates are compiled into a package of their own.
 *
 * @param commentId the comment that is answered
 * @param answers what is told of its commands, in their order
 */
public record AnswerModel(long commentId, List<Answer> answers) {
  public AnswerModel {
    answers = List.copyOf(answers);
  }

  /**
   * What is told of one command.
   *
   * @param command the command as it was written, escaped
   * @param text Markdown
   */
  public record Answer(String command, String text) {}

  /**
   * Why labels fit or do not.
   *
   * @param labels one part a label
   * @param bundle name and version of the model bundle
   */
  public record Why(List<Reasons> labels, String bundle) {
    public Why {
      labels = List.copyOf(labels);
    }
  }

  /**
   * What spoke for one label.
   *
   * @param label the label
   * @param verdict its score beside its thresholds
   * @param rung the rung that spoke, and how often it is right
   * @param corrections how corrections moved the score, on one line; empty if none did
   * @param phrases the phrases that weighed most; empty when none stood out
   * @param neighbours the nearest issues that carry it, on one line; empty when none are known
   * @param refusals those where people rejected it, on one line; empty when none count here
   */
  public record Reasons(
      String label,
      String verdict,
      String rung,
      String corrections,
      List<String> phrases,
      String neighbours,
      String refusals) {
    public Reasons {
      phrases = List.copyOf(phrases);
    }
  }
}
