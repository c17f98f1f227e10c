package io.github.issuetagger.commands;

import io.github.issuetagger.commands.LabelNameResolver.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code /labels accept}: what was suggested is put on the issue, what was applied is confirmed.
 */
final class AcceptCommand implements CommandHandler {
  private final UndecidedLabels open;
  private final CorrectionRecorder word;
  private final CorrectionEffectText effects;

  AcceptCommand(UndecidedLabels open, CorrectionRecorder word, CorrectionEffectText effects) {
    this.open = open;
    this.word = word;
    this.effects = effects;
  }

  @Override
  public CommandResult run(Command command, CommandContext scene) {
    List<String> suggested = open.suggested(scene);
    if (command.arguments().isEmpty()) {
      List<String> all = Stream.concat(suggested.stream(), open.applied(scene).stream()).toList();
      word.belong(scene, all);
      return all.isEmpty()
          ? CommandResult.confused("Nothing is suggested here.")
          : CommandResult.DONE;
    }
    Map<String, Double> scores = open.scores(scene);
    Found found = new LabelNameResolver(scene.catalog()).find(command);
    List<String> troubles = new ArrayList<>(CommandErrorText.unknown(found.unknown()));
    List<String> accepted = new ArrayList<>();
    for (String label : found.labels()) {
      if (suggested.contains(label) || scene.carries(label)) {
        accepted.add(label);
      } else {
        troubles.add(
            CommandErrorText.notSuggested(label, scene.settings().commands().prefix() + "label"));
      }
    }
    word.belong(scene, accepted);
    // What a correction does surprises nobody here: it is told only where there is an answer
    // anyway.
    return troubles.isEmpty()
        ? CommandResult.DONE
        : CommandResult.of(troubles).telling(effects.sentence(scene, accepted, true, scores));
  }
}
