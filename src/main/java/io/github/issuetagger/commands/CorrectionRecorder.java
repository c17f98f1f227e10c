package io.github.issuetagger.commands;

import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.feedback.AnnotationRecorder;
import io.github.issuetagger.feedback.IssueFeatureRecorder.Seen;
import io.github.issuetagger.store.IssueOverrideStore;
import java.util.Collection;
import java.util.List;

/** Carries out a person's corrections of labels, and records them as training examples. */
final class CorrectionRecorder {
  /** The stored way in which the correction was made. */
  static final String HOW = "command";

  private final IssueOverrideStore overrides;
  private final AnnotationRecorder annotations;

  CorrectionRecorder(IssueOverrideStore overrides, AnnotationRecorder annotations) {
    this.overrides = overrides;
    this.annotations = annotations;
  }

  /** Records that the labels belong to the issue. Adds those that are missing. */
  void accept(CommandContext context, Collection<String> labels) {
    List<String> missing = labels.stream().filter(label -> !context.hasLabel(label)).toList();
    // Stores the override first, so that a crash does not make the App treat the label as its own.
    labels.forEach(label -> overrides.want(context.repository(), context.number(), label));
    if (!missing.isEmpty()) {
      context.writer().addLabels(context.repository(), context.number(), missing);
    }
    labels.forEach(label -> record(context, label, true));
  }

  /** Records that the labels do not belong to the issue. Removes those that it has. */
  void reject(CommandContext context, Collection<String> labels) {
    remove(context, labels);
    labels.forEach(label -> record(context, label, false));
  }

  /** Removes labels and keeps them off the issue, without saying whether they belong. */
  void remove(CommandContext context, Collection<String> labels) {
    for (String label : labels) {
      overrides.refuse(context.repository(), context.number(), label);
      if (context.hasLabel(label)) {
        context.writer().removeLabel(context.repository(), context.number(), label);
      }
    }
  }

  /** Returns the annotation of a correction. */
  static LabelAnnotation annotation(CommandContext context, String label, boolean belongs) {
    return new LabelAnnotation(
        context.repository().id(),
        context.number(),
        label,
        belongs,
        context.sender().orElseThrow(),
        HOW,
        context.event().receivedAt());
  }

  private void record(CommandContext context, String label, boolean belongs) {
    annotations.record(
        annotation(context, label, belongs),
        new Seen(
            context.number(),
            context.issue().text(),
            context.event().openedAt(),
            !context.issue().labels().isEmpty(),
            false));
  }
}
