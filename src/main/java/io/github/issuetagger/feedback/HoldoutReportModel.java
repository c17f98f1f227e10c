package io.github.issuetagger.feedback;

import java.util.List;

/**
 * The data of the report's template. All text from outside is escaped Markdown. Public only because
 * templates are compiled into another package.
 *
 * @param version the model version
 * @param issues how many issues the model was trained on
 * @param trained how many labels these issues have
 * @param newest micro-F1 on the newest fifth of the issues
 * @param micro micro-F1 on all issues, over all labels that the App may use
 * @param macro macro-F1 over the same issues and labels
 * @param rows the measured labels that the App may use, those with the most issues first
 * @param more how many further labels are not shown
 * @param leftAlone the measured labels that the App may not use, on one line; may be empty
 * @param unmeasured how many labels of the repository were not measured
 */
public record HoldoutReportModel(
    int version,
    int issues,
    int trained,
    String newest,
    String micro,
    String macro,
    List<Row> rows,
    int more,
    String leftAlone,
    int unmeasured) {
  public HoldoutReportModel {
    rows = List.copyOf(rows);
  }

  /**
   * One label.
   *
   * @param label the label
   * @param issues how many issues have the label
   * @param mode the label's mode
   * @param apply the score from which the label is applied, and the results from there on
   * @param suggest the same for suggestions
   */
  public record Row(String label, int issues, String mode, String apply, String suggest) {}
}
