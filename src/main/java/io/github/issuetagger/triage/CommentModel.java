package io.github.issuetagger.triage;

import io.github.issuetagger.text.MarkdownEscaper;
import java.util.List;

/**
 * What the comment's template shows. Every text from outside is Markdown already, escaped. Public
 * only because templates are compiled into a package of their own.
 *
 * @param runId the run that wrote it
 * @param rows the labels, best first; empty when earlier suggestions are taken back
 * @param rung which rungs of the ladder spoke
 * @param bundle name and version of the model bundle
 * @param settings what is wrong with the settings file; empty when there is nothing to tell
 * @param problems the problems, a line each
 * @param commands how commands about suggestions start; empty when none are listened to
 */
public record CommentModel(
    String runId,
    List<Row> rows,
    String rung,
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
   * @param confidence its score in percent
   * @param state applied, suggested or accepted
   * @param score its score, 0–1
   * @param threshold the threshold that it reached, 0–1
   */
  public record Row(String label, String confidence, String state, String score, String threshold) {
    /** What its score was enough for: an accepted label was suggested first. */
    public String enoughFor() {
      return state.equals(CommentRenderer.ACCEPTED) ? CommentRenderer.SUGGESTED : state;
    }
  }

  /** The command of that verb, as Markdown. */
  public String command(String verb) {
    return MarkdownEscaper.code(commands + verb);
  }

  /** Whether an applied label is among the rows. */
  public boolean anyApplied() {
    return rows.stream().anyMatch(row -> row.state().equals(CommentRenderer.APPLIED));
  }

  /** Whether a suggested label is among the rows. */
  public boolean anySuggested() {
    return rows.stream().anyMatch(row -> row.state().equals(CommentRenderer.SUGGESTED));
  }
}
