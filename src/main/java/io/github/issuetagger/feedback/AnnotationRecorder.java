package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.feedback.IssueFeatureRecorder.Seen;

/** Where examples go. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface AnnotationRecorder {
  /**
   * Enters somebody's word. The same word may come twice, when a delivery is tried again: then it
   * has the same time.
   *
   * @param issue the issue that it is about, as it is now
   */
  void enter(LabelAnnotation example, Seen issue);
}
