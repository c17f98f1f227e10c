package io.github.issuetagger.triage;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.IssueScorer;
import io.github.issuetagger.testing.FakeScorer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Says what the test wants; labels without a say get 0.05. */
final class FakePredictor implements IssueScorer {
  final Map<String, Double> scores = new HashMap<>();
  Optional<LabelCatalog> asked = Optional.empty();
  Runnable whileThinking = () -> {};

  @Override
  public IssueFeatures encode(RepositoryRef repository, IssueText text) {
    return FakeScorer.features(text);
  }

  @Override
  public Prediction score(RepositoryRef repository, IssueFeatures issue, LabelCatalog catalog) {
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
