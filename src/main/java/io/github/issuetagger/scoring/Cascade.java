package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lets the first scorer that covers a label score the label. A scorer sees only the labels that are
 * left to it. The last scorer covers every label, so every label gets a score.
 */
final class Cascade implements Predictor {
  private final List<Scorer> scorers;

  Cascade(List<Scorer> scorers) {
    if (scorers.isEmpty()) {
      throw new IllegalArgumentException("a cascade needs a scorer");
    }
    this.scorers = List.copyOf(scorers);
  }

  @Override
  public Prediction score(IssueFeatures issue, LabelCatalog catalog) {
    Map<Scorer, List<Label>> asked =
        catalog.labels().stream()
            .collect(
                Collectors.groupingBy(this::scorerFor, LinkedHashMap::new, Collectors.toList()));
    Map<String, ScoredLabel> byName = new HashMap<>();
    asked.forEach(
        (scorer, labels) ->
            scorer
                .scores(issue, new LabelCatalog(labels))
                .forEach(scored -> byName.put(scored.label(), scored)));
    List<ScoredLabel> scored =
        catalog.labels().stream().map(label -> byName.get(label.name())).toList();
    List<String> bundles =
        scorers.stream()
            .filter(asked::containsKey)
            .flatMap(scorer -> scorer.bundles().stream())
            .distinct()
            .toList();
    return new Prediction(scored, bundles.isEmpty() ? "none" : String.join(" + ", bundles));
  }

  private Scorer scorerFor(Label label) {
    return scorers.stream()
        .filter(scorer -> scorer.covers(label))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no scorer covers every label"));
  }
}
