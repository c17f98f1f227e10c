package io.github.issuetagger.commands;

import io.github.issuetagger.commands.LabelNameResolver.Found;

/** {@code /label} and {@code /unlabel}. */
final class LabelCommand implements CommandHandler {
  private final CorrectionRecorder word;

  LabelCommand(CorrectionRecorder word) {
    this.word = word;
  }

  @Override
  public CommandResult run(Command command, CommandContext scene) {
    Found found = new LabelNameResolver(scene.catalog()).find(command);
    if (command.verb() == CommandType.LABEL) {
      word.belong(scene, found.labels());
    } else {
      word.doNotBelong(scene, found.labels());
    }
    return CommandResult.of(CommandErrorText.unknown(found.unknown()));
  }
}
