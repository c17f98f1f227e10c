package io.github.issuetagger.triage;

import io.github.issuetagger.text.MarkdownEscaper;
import java.util.List;

/**
 * The data of the comment's template. All text from outside is escaped Markdown. Public only
 * because templates are compiled into another package.
 *
 * @param runId the run that wrote the comment
 * @param rows the labels, best first; empty if earlier suggestions no longer hold
 * @param scorer the scorers behind the scores
 * @param bundle name and version of the model bundle
 * @param settings the headline about a broken settings file; empty if there is none
 * @param problems the errors in the settings file, one line each
 * @param commands how commands about suggestions start; empty if commands are off
 */
public record CommentModel(
    String runId,
    List<Row> rows,
    String scorer,
    String bundle,
    String settings,
    List<String> problems,
    String commands) {
  public CommentModel {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
  }

  /**
   * A label's row.
   *
   * @param label the label
   * @param confidence the score in percent
   * @param state applied, suggested or accepted
   * @param score the score, 0–1
   * @param threshold the threshold that the score reached, 0–1
   */
  public record Row(String label, String confidence, String state, String score, String threshold) {
    /** Returns what the score was enough for: an accepted label was suggested first. */
    public String enoughFor() {
      return state.equals(CommentRenderer.ACCEPTED) ? CommentRenderer.SUGGESTED : state;
    }
  }

  /** Returns the command with this verb as Markdown. */
  public String command(String verb) {
    return MarkdownEscaper.code(commands + verb);
  }

  /** Returns whether there is an applied or suggested label that nobody accepted. */
  public boolean anyUndecided() {
    return rows.stream().anyMatch(row -> !row.state().equals(CommentRenderer.ACCEPTED));
  }
}
