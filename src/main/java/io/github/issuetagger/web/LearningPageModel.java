package io.github.issuetagger.web;

import java.util.List;

/**
 * The data of the learning page. Public only because templates are compiled into another package.
 *
 * @param refresh seconds until the page reloads
 * @param asOf the time of the data
 * @param rows one row for each repository
 */
public record LearningPageModel(int refresh, String asOf, List<Row> rows) {
  public LearningPageModel {
    rows = List.copyOf(rows);
  }

  /**
   * A repository.
   *
   * @param repository owner and name
   * @param history the progress of the history import
   * @param finished whether the history import is finished
   * @param examples the number of training examples
   * @param version the model version that serves
   * @param figures the version's holdout metrics
   * @param trainedAt when the version was trained
   */
  public record Row(
      String repository,
      String history,
      boolean finished,
      String examples,
      String version,
      String figures,
      String trainedAt) {}
}
