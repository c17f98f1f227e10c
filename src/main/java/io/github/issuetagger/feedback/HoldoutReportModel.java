package io.github.issuetagger.feedback;

import java.util.List;

/**
 * What the report's template shows. Every text from outside is Markdown already, escaped. Public
 * only because templates are compiled into a package of their own.
 *
 * @param version the version of what was learnt
 * @param issues how many issues it is learnt from
 * @param learnt how many labels those carry
 * @param newest micro-F1 on the newest fifth of the issues
 * @param micro micro-F1 of the rows' labels, and of further ones, on all issues
 * @param macro their macro-F1
 * @param rows the measured labels that the settings leave to the App, those of most issues first
 * @param more how many further ones are not shown
 * @param leftAlone the measured labels that the settings keep from it, on one line; may be empty
 * @param unmeasured how many labels of the repository nothing was measured about
 */
public record HoldoutReportModel(
    int version,
    int issues,
    int learnt,
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
   * @param issues how many issues have it
   * @param mode how far the App may go with it
   * @param apply from which score it is applied where its mode lets it, and how that went
   * @param suggest the same of suggestions
   */
  public record Row(String label, int issues, String mode, String apply, String suggest) {}
}
