package io.github.issuetagger.learning;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.learning.training.HoldoutMetrics;
import io.github.issuetagger.learning.training.LearnedModel;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.IssueScorer;
import io.github.issuetagger.scoring.RepositoryCascade;
import java.util.function.Function;

/**
 * Scores a repository's labels: by the model version that serves, or by the cascade if there is
 * none, and then by the corrections since that version.
 */
public final class RepositoryScorer implements IssueScorer {
  private final Function<String, RepositoryCascade> cascades;
  private final ServingModels models;
  private final CorrectionStep corrections;

  /**
   * @param cascades returns the cascade of a repository, by {@code owner/name}
   */
  public RepositoryScorer(
      Function<String, RepositoryCascade> cascades,
      ServingModels models,
      CorrectionStep corrections) {
    this.cascades = cascades;
    this.models = models;
    this.corrections = corrections;
  }

  @Override
  public IssueFeatures encode(RepositoryRef repository, IssueText text) {
    return cascades.apply(repository.fullName()).encoder().encode(text);
  }

  @Override
  public Prediction score(RepositoryRef repository, IssueFeatures issue, LabelCatalog catalog) {
    Prediction prediction =
        models
            .find(repository.id())
            .map(model -> score(model, issue, catalog))
            .orElseGet(
                () -> cascades.apply(repository.fullName()).predictor().score(issue, catalog));
    return corrections.apply(repository.id(), issue, prediction);
  }

  private static Prediction score(LearnedModel model, IssueFeatures issue, LabelCatalog catalog) {
    Prediction learned = model.score(issue, catalog);
    return new Prediction(learned.scores(), learned.bundle(), new HoldoutMetrics(model, catalog));
  }
}
