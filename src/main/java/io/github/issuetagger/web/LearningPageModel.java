package io.github.issuetagger.web;

import java.util.List;

/**
 * What the page about learning shows. Public only because templates are compiled into a package of
 * their own.
 *
 * @param refresh seconds until the page is asked for again
 * @param asOf when this was true
 * @param rows one a repository
 */
public record LearningPageModel(int refresh, String asOf, List<Row> rows) {
  public LearningPageModel {
    rows = List.copyOf(rows);
  }

  /**
   * One repository.
   *
   * @param repository owner and name
   * @param past how far its past has been read
   * @param finished whether to the end
   * @param examples what people and bots have said
   * @param version what serves
   * @param figures how well it did
   * @param learnt when it was learnt
   */
  public record Row(
      String repository,
      String past,
      boolean finished,
      String examples,
      String version,
      String figures,
      String learnt) {}
}
