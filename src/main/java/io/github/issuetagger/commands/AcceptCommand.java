package io.github.issuetagger.commands;

import io.github.issuetagger.commands.LabelNameResolver.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code /labels accept}: adds suggested labels to the issue and confirms applied ones. */
final class AcceptCommand {
  private final UndecidedLabels undecided;
  private final CorrectionRecorder corrections;
  private final CorrectionEffectText effects;

  AcceptCommand(
      UndecidedLabels undecided, CorrectionRecorder corrections, CorrectionEffectText effects) {
    this.undecided = undecided;
    this.corrections = corrections;
    this.effects = effects;
  }

  CommandResult run(Command command, CommandContext context) {
    List<String> suggested = undecided.suggested(context);
    if (command.arguments().isEmpty()) {
      List<String> all =
          Stream.concat(suggested.stream(), undecided.applied(context).stream()).toList();
      corrections.accept(context, all);
      return all.isEmpty()
          ? CommandResult.confused("Nothing is suggested here.")
          : CommandResult.DONE;
    }
    Map<String, Double> scores = undecided.scores(context);
    Found found = new LabelNameResolver(context.catalog()).find(command);
    List<String> errors = new ArrayList<>(CommandErrorText.unknown(found.unknown()));
    List<String> accepted = new ArrayList<>();
    for (String label : found.labels()) {
      if (suggested.contains(label) || context.hasLabel(label)) {
        accepted.add(label);
      } else {
        errors.add(
            CommandErrorText.notSuggested(label, context.settings().commands().prefix() + "label"));
      }
    }
    corrections.accept(context, accepted);
    // Reports the effect only in an answer that is needed anyway, because people expect it.
    return errors.isEmpty()
        ? CommandResult.DONE
        : CommandResult.of(errors).adding(effects.sentence(context, accepted, true, scores));
  }
}
