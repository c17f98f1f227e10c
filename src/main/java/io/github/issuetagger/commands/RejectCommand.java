package io.github.issuetagger.commands;

import io.github.issuetagger.commands.LabelNameResolver.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code /labels reject}: what was suggested is suggested no longer, what the App put there is
 * taken off. What people put there is not the App's to take, and what a maintainer asked for is not
 * the author's to reject. The answer tells what that does to similar issues, because people would
 * not expect it.
 */
final class RejectCommand implements CommandHandler {
  private final UndecidedLabels open;
  private final CorrectionRecorder word;
  private final CorrectionEffectText effects;

  RejectCommand(UndecidedLabels open, CorrectionRecorder word, CorrectionEffectText effects) {
    this.open = open;
    this.word = word;
    this.effects = effects;
  }

  @Override
  public CommandResult run(Command command, CommandContext scene) {
    List<String> suggested = open.suggested(scene);
    Map<String, Double> scores = open.scores(scene);
    if (command.arguments().isEmpty()) {
      List<String> all = Stream.concat(suggested.stream(), open.applied(scene).stream()).toList();
      word.doNotBelong(scene, all);
      return all.isEmpty()
          ? CommandResult.confused("Nothing is suggested here, and nothing was applied.")
          : CommandResult.DONE.telling(effects.sentence(scene, all, false, scores));
    }
    List<String> ours =
        scene.standing() == CommandPermission.MAINTAINER
            ? open.putByApp(scene)
            : open.applied(scene);
    Found found = new LabelNameResolver(scene.catalog()).find(command);
    List<String> troubles = new ArrayList<>(CommandErrorText.unknown(found.unknown()));
    List<String> rejected = new ArrayList<>();
    for (String label : found.labels()) {
      if (suggested.contains(label) || ours.stream().anyMatch(label::equalsIgnoreCase)) {
        rejected.add(label);
      } else {
        troubles.add(
            CommandErrorText.notSuggested(label, scene.settings().commands().prefix() + "unlabel"));
      }
    }
    word.doNotBelong(scene, rejected);
    return CommandResult.of(troubles).telling(effects.sentence(scene, rejected, false, scores));
  }
}
