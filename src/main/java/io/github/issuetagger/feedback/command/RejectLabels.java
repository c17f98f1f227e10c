package io.github.issuetagger.feedback.command;

import io.github.issuetagger.feedback.command.LabelNames.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code /labels reject}: what was suggested is suggested no longer, what the App put there is
 * taken off. What people put there is not the App's to take, and what a maintainer asked for is not
 * the author's to reject. The answer tells what that does to similar issues, because people would
 * not expect it.
 */
final class RejectLabels implements Behaviour {
  private final OpenLabels open;
  private final PeoplesWord word;
  private final TellEffects effects;

  RejectLabels(OpenLabels open, PeoplesWord word, TellEffects effects) {
    this.open = open;
    this.word = word;
    this.effects = effects;
  }

  @Override
  public Outcome run(Command command, Scene scene) {
    List<String> suggested = open.suggested(scene);
    Map<String, Double> scores = open.scores(scene);
    if (command.arguments().isEmpty()) {
      List<String> all = Stream.concat(suggested.stream(), open.applied(scene).stream()).toList();
      word.doNotBelong(scene, all);
      return all.isEmpty()
          ? Outcome.confused("Nothing is suggested here, and nothing was applied.")
          : Outcome.DONE.telling(effects.sentence(scene, all, false, scores));
    }
    List<String> ours =
        scene.standing() == Standing.MAINTAINER ? open.putByApp(scene) : open.applied(scene);
    Found found = new LabelNames(scene.catalog()).find(command);
    List<String> troubles = new ArrayList<>(Troubles.unknown(found.unknown()));
    List<String> rejected = new ArrayList<>();
    for (String label : found.labels()) {
      if (suggested.contains(label) || ours.stream().anyMatch(label::equalsIgnoreCase)) {
        rejected.add(label);
      } else {
        troubles.add(
            Troubles.notSuggested(label, scene.settings().commands().prefix() + "unlabel"));
      }
    }
    word.doNotBelong(scene, rejected);
    return Outcome.of(troubles).telling(effects.sentence(scene, rejected, false, scores));
  }
}
