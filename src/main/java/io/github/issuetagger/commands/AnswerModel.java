package io.github.issuetagger.commands;

import io.github.issuetagger.text.MarkdownEscaper;
import java.util.List;

/**
 * The data of the templates for answers. All text from outside is escaped Markdown. Public only
 * because templates are compiled into another package.
 *
 * @param commentId the comment that is answered
 * @param answers the answers to the comment's commands, in order
 */
public record AnswerModel(long commentId, List<Answer> answers) {
  public AnswerModel {
    answers = List.copyOf(answers);
  }

  /**
   * The answer to one command.
   *
   * @param command the command as it was written, escaped
   * @param text Markdown
   */
  public record Answer(String command, String text) {}

  /**
   * Why labels fit or do not fit.
   *
   * @param labels one explanation per label
   * @param bundle name and version of the model bundle
   */
  public record Why(List<Reasons> labels, String bundle) {
    public Why {
      labels = List.copyOf(labels);
    }
  }

  /**
   * Why one label fits or does not fit.
   *
   * @param label the label
   * @param verdict the score and the thresholds
   * @param scorer the scorer behind the score, and how often it is right
   * @param corrections how corrections changed the score, on one line; empty if none did
   * @param phrases the phrases with the most weight; empty if none stands out
   * @param neighbors the nearest issues with the label, on one line; empty if none are known
   * @param refusals the nearest issues where people rejected the label, on one line; may be empty
   */
  public record Reasons(
      String label,
      String verdict,
      String scorer,
      String corrections,
      List<String> phrases,
      String neighbors,
      String refusals) {
    public Reasons {
      phrases = List.copyOf(phrases);
    }
  }

  /**
   * The list of commands.
   *
   * @param prefix the repository's prefix for commands
   */
  public record Help(String prefix) {
    /** Returns a command as Markdown. */
    public String command(String words) {
      return MarkdownEscaper.code(prefix + words);
    }
  }
}
