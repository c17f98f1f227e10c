package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.feedback.IssueFeatureRecorder.Seen;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.TrainingIssue;
import java.util.List;

/** Enters what people say by command into the ledger, and keeps what their issue teaches. */
public final class StoredAnnotationRecorder implements AnnotationRecorder {
  private final LearningStore store;
  private final IssueFeatureRecorder remember;

  public StoredAnnotationRecorder(LearningStore store, IssueFeatureRecorder remember) {
    this.store = store;
    this.remember = remember;
  }

  @Override
  public void enter(LabelAnnotation example, Seen issue) {
    store.annotations().add(example);
    // A comment does not say whether the issue was closed as not planned: what is known of it
    // stays.
    boolean notPlanned =
        store
            .issues()
            .find(example.repositoryId(), issue.number())
            .filter(TrainingIssue::notPlanned)
            .isPresent();
    remember.remember(
        example.repositoryId(),
        List.of(
            new Seen(
                issue.number(), issue.text(), issue.createdAt(), issue.labelled(), notPlanned)));
  }
}
