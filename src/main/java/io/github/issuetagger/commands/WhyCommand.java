package io.github.issuetagger.commands;

import io.github.issuetagger.commands.LabelNameResolver.Found;
import io.github.issuetagger.feedback.OcclusionExplainer;
import io.github.issuetagger.policy.CandidateLabels;
import io.github.issuetagger.triage.TriageService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code /labels why}: explains the scores of labels. */
final class WhyCommand {
  private static final int MOST_LABELS = 5;

  private final UndecidedLabels undecided;
  private final OcclusionExplainer explainer;
  private final TriageService triage;
  private final AnswerRenderer renderer;

  WhyCommand(
      UndecidedLabels undecided,
      OcclusionExplainer explainer,
      TriageService triage,
      AnswerRenderer renderer) {
    this.undecided = undecided;
    this.explainer = explainer;
    this.triage = triage;
    this.renderer = renderer;
  }

  CommandResult run(Command command, CommandContext context) {
    if (context.catalog().size() == 0) {
      return CommandResult.confused("The repository has no labels.");
    }
    Found found = new LabelNameResolver(context.catalog()).find(command);
    List<String> errors = new ArrayList<>(CommandErrorText.unknown(found.unknown()));
    if (!errors.isEmpty() && found.labels().isEmpty()) {
      return CommandResult.of(errors);
    }
    String why =
        renderer.why(
            context.number(),
            explainer.explain(
                context.repository(),
                context.number(),
                context.issue().text(),
                CandidateLabels.of(context.catalog(), context.settings()),
                command.arguments().isEmpty() ? undecidedLabels(context) : found.labels()),
            context.settings(),
            triage.demotions(context.repository(), context.settings()));
    return errors.isEmpty()
        ? CommandResult.answered(why)
        : CommandResult.confused(String.join(" ", errors) + "\n\n" + why);
  }

  private List<String> undecidedLabels(CommandContext context) {
    return Stream.concat(undecided.applied(context).stream(), undecided.suggested(context).stream())
        .limit(MOST_LABELS)
        .toList();
  }
}
