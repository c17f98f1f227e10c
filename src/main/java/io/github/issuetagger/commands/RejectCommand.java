package io.github.issuetagger.commands;

import io.github.issuetagger.commands.LabelNameResolver.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code /labels reject}: withdraws suggestions and removes labels that the App added. Keeps labels
 * that people added. Authors cannot reject a label that a maintainer asked for. The answer reports
 * the effect on similar issues, because people would not expect it.
 */
final class RejectCommand {
  private final UndecidedLabels undecided;
  private final CorrectionRecorder corrections;
  private final CorrectionEffectText effects;

  RejectCommand(
      UndecidedLabels undecided, CorrectionRecorder corrections, CorrectionEffectText effects) {
    this.undecided = undecided;
    this.corrections = corrections;
    this.effects = effects;
  }

  CommandResult run(Command command, CommandContext context) {
    List<String> suggested = undecided.suggested(context);
    Map<String, Double> scores = undecided.scores(context);
    if (command.arguments().isEmpty()) {
      List<String> all =
          Stream.concat(suggested.stream(), undecided.applied(context).stream()).toList();
      corrections.reject(context, all);
      return all.isEmpty()
          ? CommandResult.confused("Nothing is suggested here, and nothing was applied.")
          : CommandResult.DONE.adding(effects.sentence(context, all, false, scores));
    }
    List<String> ours =
        context.byMaintainer() ? undecided.addedByApp(context) : undecided.applied(context);
    Found found = new LabelNameResolver(context.catalog()).find(command);
    List<String> errors = new ArrayList<>(CommandErrorText.unknown(found.unknown()));
    List<String> rejected = new ArrayList<>();
    for (String label : found.labels()) {
      if (suggested.contains(label) || ours.stream().anyMatch(label::equalsIgnoreCase)) {
        rejected.add(label);
      } else {
        errors.add(
            CommandErrorText.notSuggested(
                label, context.settings().commands().prefix() + "unlabel"));
      }
    }
    corrections.reject(context, rejected);
    return CommandResult.of(errors).adding(effects.sentence(context, rejected, false, scores));
  }
}
