package io.github.issuetagger.commands;

import java.util.List;

/** {@code /labels undo}: takes off what the App put on the issue by itself, and leaves it off. */
final class UndoCommand implements CommandHandler {
  private final UndecidedLabels open;
  private final CorrectionRecorder word;

  UndoCommand(UndecidedLabels open, CorrectionRecorder word) {
    this.open = open;
    this.word = word;
  }

  @Override
  public CommandResult run(Command command, CommandContext scene) {
    List<String> applied = open.applied(scene);
    word.takeOff(scene, applied);
    return applied.isEmpty()
        ? CommandResult.confused("There is nothing to take back.")
        : CommandResult.DONE;
  }
}
