package io.github.issuetagger.store;

import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * A trained version of a repository's model.
 *
 * @param number the version's number in the repository, from 1
 * @param trainingData the training data
 * @param figures the metrics
 * @param state whether the version serves
 * @param why the reason for the state
 */
public record ModelVersion(
    @ColumnName("version") int number,
    Instant createdAt,
    @Nested TrainingData trainingData,
    @Nested Figures figures,
    State state,
    String why) {
  /**
   * The training data of a version, from which the version can be trained again.
   *
   * @param encoder name and version of the encoder
   * @param lastAnnotation the ID of the last annotation in the training data
   */
  public record TrainingData(String encoder, @ColumnName("last_word") long lastAnnotation) {}

  /**
   * The metrics of a version.
   *
   * @param examples the number of training issues
   * @param labels the number of labels
   * @param logLoss the holdout log loss in nats: the mean over issues and labels on the newest
   *     fifth of the issues, after training on the others
   * @param microF1 the micro-averaged F1 on the same issues, 0–1
   */
  public record Figures(int examples, int labels, double logLoss, double microF1) {}

  /** The state of a version. */
  public enum State {
    /** Labels new issues. */
    SERVING,
    /** Served before, and may serve again. */
    STANDBY,
    /** Was worse than the serving version, or was rolled back. */
    REFUSED
  }
}
