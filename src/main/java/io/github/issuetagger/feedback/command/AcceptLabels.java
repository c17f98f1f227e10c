package io.github.issuetagger.feedback.command;

import io.github.issuetagger.feedback.command.LabelNames.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code /labels accept}: what was suggested is put on the issue, what was applied is confirmed.
 */
final class AcceptLabels implements Behaviour {
  private final OpenLabels open;
  private final PeoplesWord word;
  private final TellEffects effects;

  AcceptLabels(OpenLabels open, PeoplesWord word, TellEffects effects) {
    this.open = open;
    this.word = word;
    this.effects = effects;
  }

  @Override
  public Outcome run(Command command, Scene scene) {
    List<String> suggested = open.suggested(scene);
    if (command.arguments().isEmpty()) {
      List<String> all = Stream.concat(suggested.stream(), open.applied(scene).stream()).toList();
      word.belong(scene, all);
      return all.isEmpty() ? Outcome.confused("Nothing is suggested here.") : Outcome.DONE;
    }
    Map<String, Double> scores = open.scores(scene);
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
    // What a correction does surprises nobody here: it is told only where there is an answer
    // anyway.
    return troubles.isEmpty()
        ? Outcome.DONE
        : Outcome.of(troubles).telling(effects.sentence(scene, accepted, true, scores));
  }
}
