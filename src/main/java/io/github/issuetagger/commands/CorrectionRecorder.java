package io.github.issuetagger.commands;

import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.feedback.AnnotationRecorder;
import io.github.issuetagger.feedback.IssueFeatureRecorder.Seen;
import io.github.issuetagger.store.IssueOverrideStore;
import java.util.Collection;
import java.util.List;

/** Does to an issue's labels what somebody says, remembers it, and learns from it. */
final class CorrectionRecorder {
  /** What is noted as the way in which somebody said it. */
  static final String HOW = "command";

  private final IssueOverrideStore wishes;
  private final AnnotationRecorder examples;

  CorrectionRecorder(IssueOverrideStore wishes, AnnotationRecorder examples) {
    this.wishes = wishes;
    this.examples = examples;
  }

  /** These labels belong to the issue. */
  void belong(CommandContext scene, Collection<String> labels) {
    List<String> missing = labels.stream().filter(label -> !scene.carries(label)).toList();
    // First what is remembered: a crash between the two must not leave the App free to take the
    // label for its own.
    labels.forEach(label -> wishes.want(scene.repository(), scene.number(), label));
    if (!missing.isEmpty()) {
      scene.writer().addLabels(scene.repository(), scene.number(), missing);
    }
    labels.forEach(label -> enter(scene, label, true));
  }

  /** These labels do not belong to the issue, which loses those that it carries. */
  void doNotBelong(CommandContext scene, Collection<String> labels) {
    takeOff(scene, labels);
    labels.forEach(label -> enter(scene, label, false));
  }

  /** These labels are not wanted on the issue; whether they belong is another matter. */
  void takeOff(CommandContext scene, Collection<String> labels) {
    for (String label : labels) {
      wishes.refuse(scene.repository(), scene.number(), label);
      if (scene.carries(label)) {
        scene.writer().removeLabel(scene.repository(), scene.number(), label);
      }
    }
  }

  /** What is entered of a correction. */
  static LabelAnnotation example(CommandContext scene, String label, boolean belongs) {
    return new LabelAnnotation(
        scene.repository().id(), scene.number(), label, belongs, scene.source(), HOW, scene.at());
  }

  private void enter(CommandContext scene, String label, boolean belongs) {
    examples.enter(
        example(scene, label, belongs),
        new Seen(
            scene.number(),
            scene.issue().text(),
            scene.event().openedAt(),
            !scene.issue().labels().isEmpty(),
            false));
  }
}
