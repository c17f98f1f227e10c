package io.github.issuetagger.commands;

import io.github.issuetagger.commands.LabelNameResolver.Found;
import io.github.issuetagger.feedback.Explainer;
import io.github.issuetagger.policy.CandidateLabels;
import io.github.issuetagger.triage.TriageService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code /labels why}: tells what spoke for labels. */
final class WhyCommand implements CommandHandler {
  private static final int MOST_LABELS = 5;

  private final UndecidedLabels open;
  private final Explainer explainer;
  private final TriageService desk;
  private final AnswerRenderer renderer;

  WhyCommand(
      UndecidedLabels open, Explainer explainer, TriageService desk, AnswerRenderer renderer) {
    this.open = open;
    this.explainer = explainer;
    this.desk = desk;
    this.renderer = renderer;
  }

  @Override
  public CommandResult run(Command command, CommandContext scene) {
    if (scene.catalog().size() == 0) {
      return CommandResult.confused("The repository has no labels.");
    }
    Found found = new LabelNameResolver(scene.catalog()).find(command);
    List<String> troubles = new ArrayList<>(CommandErrorText.unknown(found.unknown()));
    if (!troubles.isEmpty() && found.labels().isEmpty()) {
      return CommandResult.of(troubles);
    }
    String why =
        renderer.why(
            scene.number(),
            explainer.explain(
                scene.repository(),
                scene.number(),
                scene.issue().text(),
                CandidateLabels.of(scene.catalog(), scene.settings()),
                command.arguments().isEmpty() ? inQuestion(scene) : found.labels()),
            scene.settings(),
            desk.demotions(scene.repository(), scene.settings()));
    return troubles.isEmpty()
        ? CommandResult.answered(why)
        : CommandResult.confused(String.join(" ", troubles) + "\n\n" + why);
  }

  private List<String> inQuestion(CommandContext scene) {
    return Stream.concat(open.applied(scene).stream(), open.suggested(scene).stream())
        .limit(MOST_LABELS)
        .toList();
  }
}
