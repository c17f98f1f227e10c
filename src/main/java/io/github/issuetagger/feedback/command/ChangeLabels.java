package io.github.issuetagger.feedback.command;

import io.github.issuetagger.feedback.command.LabelNames.Found;

/** {@code /label} and {@code /unlabel}. */
final class ChangeLabels implements Behaviour {
  private final PeoplesWord word;

  ChangeLabels(PeoplesWord word) {
    this.word = word;
  }

  @Override
  public Outcome run(Command command, Scene scene) {
    Found found = new LabelNames(scene.catalog()).find(command);
    if (command.verb() == Verb.LABEL) {
      word.belong(scene, found.labels());
    } else {
      word.doNotBelong(scene, found.labels());
    }
    return Outcome.of(Troubles.unknown(found.unknown()));
  }
}
