package io.github.issuetagger.predict;

import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.Prediction;
import io.github.issuetagger.issue.ScoredLabel;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for each label the highest rung that can score it. The lowest rung covers every label, so
 * every label gets a score.
 */
final class Ladder implements Predictor {
  private final List<Rung> highestFirst;

  Ladder(List<Rung> highestFirst) {
    if (highestFirst.isEmpty()) {
      throw new IllegalArgumentException("a ladder needs a rung");
    }
    this.highestFirst = List.copyOf(highestFirst);
  }

  @Override
  public Prediction predict(IssueText text, LabelCatalog catalog) {
    List<Rung> speakers = catalog.labels().stream().map(this::rungFor).toList();
    double[] scores = new double[catalog.size()];
    Reading issue = Reading.of(text);
    for (Rung rung : highestFirst) {
      if (speakers.contains(rung)) {
        double[] all = rung.scores(issue, catalog);
        for (int i = 0; i < scores.length; i++) {
          scores[i] = speakers.get(i) == rung ? all[i] : scores[i];
        }
      }
    }
    List<ScoredLabel> scored = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      scored.add(
          new ScoredLabel(catalog.labels().get(i).name(), scores[i], speakers.get(i).name()));
    }
    List<String> bundles = speakers.stream().map(Rung::bundle).distinct().toList();
    return new Prediction(scored, bundles.isEmpty() ? "none" : String.join(" + ", bundles));
  }

  private Rung rungFor(Label label) {
    return highestFirst.stream()
        .filter(rung -> rung.covers(label))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no rung covers every label"));
  }
}
