package io.github.issuetagger.learning;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.issuetagger.domain.HoldoutResults;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.learning.training.HoldoutMetrics;
import io.github.issuetagger.learning.training.LearnedModel;
import io.github.issuetagger.scoring.Predictor;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.store.ModelVersionStore;
import java.util.Optional;
import java.util.Set;

/**
 * Scores a repository's labels by the version of its model that serves. Which one that is is asked
 * for each issue, so that all replicas change to a new one together. A model that is not in memory
 * is learnt again first, which takes seconds; so this is not for a thread that GitHub waits for.
 */
public final class LearnedPredictor implements Predictor {
  /** Some megabytes each for a few thousand issues. */
  private static final int MOST = 20;

  private final Predictor below;
  private final ModelVersionStore versions;
  private final RepositoryLearner learner;
  private final Cache<Key, Optional<LearnedModel>> models =
      Caffeine.newBuilder().maximumSize(MOST).build();

  /** A label that is renamed or deleted makes another model of the same version. */
  private record Key(long repositoryId, ModelVersion.TrainingData lesson, Set<String> labels) {}

  /**
   * @param below scores the labels of repositories that nothing was learnt of
   */
  public LearnedPredictor(Predictor below, ModelVersionStore versions, RepositoryLearner learner) {
    this.below = below;
    this.versions = versions;
    this.learner = learner;
  }

  @Override
  public Prediction predict(IssueText text, LabelCatalog catalog) {
    return below.predict(text, catalog);
  }

  @Override
  public Prediction predict(RepositoryRef repository, IssueText text, LabelCatalog catalog) {
    return versions
        .serving(repository.id())
        .flatMap(version -> model(repository.id(), version))
        .map(model -> predict(model, text, catalog))
        .orElseGet(() -> below.predict(repository, text, catalog));
  }

  /** What was measured when the version was learnt; empty when it cannot be learnt again. */
  public Optional<HoldoutResults> past(
      long repositoryId, ModelVersion version, LabelCatalog catalog) {
    return model(repositoryId, version).map(model -> new HoldoutMetrics(model, catalog));
  }

  private Optional<LearnedModel> model(long repositoryId, ModelVersion version) {
    return models.get(
        new Key(repositoryId, version.trainingData(), learner.labels(repositoryId, version)),
        key -> learner.model(repositoryId, version));
  }

  private static Prediction predict(LearnedModel model, IssueText text, LabelCatalog catalog) {
    Prediction learnt = model.predict(text, catalog);
    return new Prediction(learnt.scores(), learnt.bundle(), new HoldoutMetrics(model, catalog));
  }
}
