package io.github.issuetagger.commands;

import io.github.issuetagger.commands.LabelNameResolver.Found;

/** {@code /label} and {@code /unlabel}: adds or removes labels. */
final class LabelCommand {
  private final CorrectionRecorder corrections;

  LabelCommand(CorrectionRecorder corrections) {
    this.corrections = corrections;
  }

  CommandResult run(Command command, CommandContext context) {
    Found found = new LabelNameResolver(context.catalog()).find(command);
    if (command.type() == CommandType.LABEL) {
      corrections.accept(context, found.labels());
    } else {
      corrections.reject(context, found.labels());
    }
    return CommandResult.of(CommandErrorText.unknown(found.unknown()));
  }
}
