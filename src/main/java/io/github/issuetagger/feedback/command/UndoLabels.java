package io.github.issuetagger.feedback.command;

import java.util.List;

/** {@code /labels undo}: takes off what the App put on the issue by itself, and leaves it off. */
final class UndoLabels implements Behaviour {
  private final OpenLabels open;
  private final PeoplesWord word;

  UndoLabels(OpenLabels open, PeoplesWord word) {
    this.open = open;
    this.word = word;
  }

  @Override
  public Outcome run(Command command, Scene scene) {
    List<String> applied = open.applied(scene);
    word.takeOff(scene, applied);
    return applied.isEmpty() ? Outcome.confused("There is nothing to take back.") : Outcome.DONE;
  }
}
