package io.github.issuetagger.feedback.command;

import io.github.issuetagger.feedback.Explainer;
import io.github.issuetagger.feedback.command.LabelNames.Found;
import io.github.issuetagger.policy.AskedLabels;
import io.github.issuetagger.triage.IssueDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code /labels why}: tells what spoke for labels. */
final class ExplainLabels implements Behaviour {
  private static final int MOST_LABELS = 5;

  private final OpenLabels open;
  private final Explainer explainer;
  private final IssueDesk desk;
  private final AnswerRenderer renderer;

  ExplainLabels(OpenLabels open, Explainer explainer, IssueDesk desk, AnswerRenderer renderer) {
    this.open = open;
    this.explainer = explainer;
    this.desk = desk;
    this.renderer = renderer;
  }

  @Override
  public Outcome run(Command command, Scene scene) {
    if (scene.catalog().size() == 0) {
      return Outcome.confused("The repository has no labels.");
    }
    Found found = new LabelNames(scene.catalog()).find(command);
    List<String> troubles = new ArrayList<>(Troubles.unknown(found.unknown()));
    if (!troubles.isEmpty() && found.labels().isEmpty()) {
      return Outcome.of(troubles);
    }
    String why =
        renderer.why(
            scene.number(),
            explainer.explain(
                scene.repository(),
                scene.number(),
                scene.issue().text(),
                AskedLabels.of(scene.catalog(), scene.settings()),
                command.arguments().isEmpty() ? inQuestion(scene) : found.labels()),
            scene.settings(),
            desk.demotions(scene.repository(), scene.settings()));
    return troubles.isEmpty()
        ? Outcome.answered(why)
        : Outcome.confused(String.join(" ", troubles) + "\n\n" + why);
  }

  private List<String> inQuestion(Scene scene) {
    return Stream.concat(open.applied(scene).stream(), open.suggested(scene).stream())
        .limit(MOST_LABELS)
        .toList();
  }
}
