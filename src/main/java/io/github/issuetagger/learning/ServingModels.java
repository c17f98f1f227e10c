package io.github.issuetagger.learning;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.issuetagger.domain.HoldoutResults;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.learning.training.HoldoutMetrics;
import io.github.issuetagger.learning.training.LearnedModel;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.store.ModelVersionStore;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the model of the version that serves a repository. The database is asked for the version at
 * each call, so that all replicas change to a new version together. A model that is not in memory
 * is trained again, which takes seconds, so do not call this on a thread that GitHub waits for.
 */
public final class ServingModels {
  /** A model takes some megabytes for a few thousand issues. */
  private static final int MAX_MODELS = 20;

  private final ModelVersionStore versions;
  private final RepositoryLearner learner;
  private final Cache<Key, Optional<LearnedModel>> models =
      Caffeine.newBuilder().maximumSize(MAX_MODELS).build();

  /** A label that is renamed or deleted makes another model of the same version. */
  private record Key(
      long repositoryId, ModelVersion.TrainingData trainingData, Set<String> labels) {}

  public ServingModels(ModelVersionStore versions, RepositoryLearner learner) {
    this.versions = versions;
    this.learner = learner;
  }

  /** Returns the model that serves; empty if none does, or if it cannot be trained again. */
  Optional<LearnedModel> find(long repositoryId) {
    return versions.serving(repositoryId).flatMap(version -> find(repositoryId, version));
  }

  /** Returns the holdout results of a version; empty if it cannot be trained again. */
  public Optional<HoldoutResults> measure(
      long repositoryId, ModelVersion version, LabelCatalog catalog) {
    return find(repositoryId, version).map(model -> new HoldoutMetrics(model, catalog));
  }

  private Optional<LearnedModel> find(long repositoryId, ModelVersion version) {
    return models.get(
        new Key(repositoryId, version.trainingData(), learner.labels(repositoryId, version)),
        key -> learner.model(repositoryId, version));
  }
}
