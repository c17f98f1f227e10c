package io.github.issuetagger.feedback.command;

import io.github.issuetagger.store.IssueWishes;

/** {@code /labels pause} and {@code /labels resume}. */
final class PauseIssue implements Behaviour {
  private final IssueWishes wishes;

  PauseIssue(IssueWishes wishes) {
    this.wishes = wishes;
  }

  @Override
  public Outcome run(Command command, Scene scene) {
    if (command.verb() == Verb.PAUSE) {
      wishes.pause(scene.repository(), scene.number());
    } else {
      wishes.resume(scene.repository(), scene.number());
    }
    return Outcome.DONE;
  }
}
