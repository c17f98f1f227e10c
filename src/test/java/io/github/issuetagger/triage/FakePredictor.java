package io.github.issuetagger.triage;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.scoring.Predictor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Says what the test wants; labels without a say get 0.05. */
final class FakePredictor implements Predictor {
  final Map<String, Double> scores = new HashMap<>();
  Optional<LabelCatalog> asked = Optional.empty();
  Runnable whileThinking = () -> {};

  @Override
  public Prediction predict(IssueText text, LabelCatalog catalog) {
    asked = Optional.of(catalog);
    whileThinking.run();
    return new Prediction(
        catalog.labels().stream()
            .map(
                label ->
                    new ScoredLabel(
                        label.name(), scores.getOrDefault(label.name(), 0.05), "test-rung"))
            .toList(),
        "test-bundle 1.0");
  }
}
