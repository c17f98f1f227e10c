package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.feedback.IssueFeatureRecorder.Seen;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.TrainingIssue;
import java.util.List;

/** Stores what people say about labels by command. Safe for use by several threads. */
public final class AnnotationRecorder {
  private final LearningStore store;
  private final IssueFeatureRecorder features;

  public AnnotationRecorder(LearningStore store, IssueFeatureRecorder features) {
    this.store = store;
    this.features = features;
  }

  /**
   * Stores an annotation and its issue's training features. A retried delivery passes the same
   * annotation with the same time, which has no second effect.
   *
   * @param issue the issue's current state
   */
  public void record(LabelAnnotation annotation, Seen issue) {
    store.annotations().add(annotation);
    // Keeps what is stored about the closing, because a comment does not tell it.
    boolean notPlanned =
        store
            .issues()
            .find(annotation.repositoryId(), issue.number())
            .filter(TrainingIssue::notPlanned)
            .isPresent();
    features.record(
        annotation.repositoryId(),
        List.of(
            new Seen(
                issue.number(), issue.text(), issue.createdAt(), issue.labelled(), notPlanned)));
  }
}
