package io.github.issuetagger.commands;

import io.github.issuetagger.store.IssueOverrideStore;

/** {@code /labels pause} and {@code /labels resume}. */
final class PauseCommand implements CommandHandler {
  private final IssueOverrideStore wishes;

  PauseCommand(IssueOverrideStore wishes) {
    this.wishes = wishes;
  }

  @Override
  public CommandResult run(Command command, CommandContext scene) {
    if (command.verb() == CommandType.PAUSE) {
      wishes.pause(scene.repository(), scene.number());
    } else {
      wishes.resume(scene.repository(), scene.number());
    }
    return CommandResult.DONE;
  }
}
