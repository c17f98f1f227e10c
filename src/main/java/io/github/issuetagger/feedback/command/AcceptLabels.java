package io.github.issuetagger.feedback.command;

import io.github.issuetagger.feedback.command.LabelNames.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code /labels accept}: what was suggested is put on the issue, what was applied is confirmed.
 */
final class AcceptLabels implements Behaviour {
  private final OpenLabels open;
  private final PeoplesWord word;

  AcceptLabels(OpenLabels open, PeoplesWord word) {
    this.open = open;
    this.word = word;
  }

  @Override
  public Outcome run(Command command, Scene scene) {
    List<String> suggested = open.suggested(scene);
    if (command.arguments().isEmpty()) {
      List<String> all = Stream.concat(suggested.stream(), open.applied(scene).stream()).toList();
      word.belong(scene, all);
      return all.isEmpty() ? Outcome.confused("Nothing is suggested here.") : Outcome.DONE;
    }
    Found found = new LabelNames(scene.catalog()).find(command);
    List<String> troubles = new ArrayList<>(Troubles.unknown(found.unknown()));
    List<String> accepted = new ArrayList<>();
    for (String label : found.labels()) {
      if (suggested.contains(label) || scene.carries(label)) {
        accepted.add(label);
      } else {
        troubles.add(Troubles.notSuggested(label, scene.settings().commands().prefix() + "label"));
      }
    }
    word.belong(scene, accepted);
    return Outcome.of(troubles);
  }
}
