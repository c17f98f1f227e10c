package io.github.issuetagger.commands;

import io.github.issuetagger.triage.TriageService;
import io.github.issuetagger.triage.TriageService.Again;

/** {@code /labels retry}: looks at the issue anew, under the rules that always hold. */
final class RetryCommand implements CommandHandler {
  private final TriageService desk;

  RetryCommand(TriageService desk) {
    this.desk = desk;
  }

  @Override
  public CommandResult run(Command command, CommandContext scene) {
    Again again = desk.triageAgain(scene.id(), scene.repository(), scene.number(), scene.lease());
    return again.labelled()
        ? CommandResult.DONE
        : CommandResult.confused(
            "Looked again, and left the issue as it is: " + again.result() + ".");
  }
}
