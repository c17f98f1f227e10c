package io.github.issuetagger.feedback.command;

import io.github.issuetagger.feedback.Examples;
import io.github.issuetagger.feedback.RememberIssue.Seen;
import io.github.issuetagger.issue.Example;
import io.github.issuetagger.store.IssueWishes;
import java.util.Collection;
import java.util.List;

/** Does to an issue's labels what somebody says, remembers it, and learns from it. */
final class PeoplesWord {
  /** What is noted as the way in which somebody said it. */
  static final String HOW = "command";

  private final IssueWishes wishes;
  private final Examples examples;

  PeoplesWord(IssueWishes wishes, Examples examples) {
    this.wishes = wishes;
    this.examples = examples;
  }

  /** These labels belong to the issue. */
  void belong(Scene scene, Collection<String> labels) {
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
  void doNotBelong(Scene scene, Collection<String> labels) {
    takeOff(scene, labels);
    labels.forEach(label -> enter(scene, label, false));
  }

  /** These labels are not wanted on the issue; whether they belong is another matter. */
  void takeOff(Scene scene, Collection<String> labels) {
    for (String label : labels) {
      wishes.refuse(scene.repository(), scene.number(), label);
      if (scene.carries(label)) {
        scene.writer().removeLabel(scene.repository(), scene.number(), label);
      }
    }
  }

  /** What is entered of a correction. */
  static Example example(Scene scene, String label, boolean belongs) {
    return new Example(
        scene.repository().id(), scene.number(), label, belongs, scene.source(), HOW, scene.at());
  }

  private void enter(Scene scene, String label, boolean belongs) {
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
