package io.github.issuetagger.feedback.command;

import io.github.issuetagger.triage.IssueDesk;
import io.github.issuetagger.triage.IssueDesk.Again;

/** {@code /labels retry}: looks at the issue anew, under the rules that always hold. */
final class RetryTriage implements Behaviour {
  private final IssueDesk desk;

  RetryTriage(IssueDesk desk) {
    this.desk = desk;
  }

  @Override
  public Outcome run(Command command, Scene scene) {
    Again again = desk.triageAgain(scene.id(), scene.repository(), scene.number(), scene.lease());
    return again.labelled()
        ? Outcome.DONE
        : Outcome.confused("Looked again, and left the issue as it is: " + again.result() + ".");
  }
}
