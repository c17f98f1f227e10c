package io.github.issuetagger.learning;

import io.github.issuetagger.learning.training.HoldoutComparison;
import io.github.issuetagger.learning.training.LearnedModel;
import io.github.issuetagger.learning.training.ModelTrainer;
import io.github.issuetagger.learning.training.TrainingSet;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.store.ModelVersion.Figures;
import io.github.issuetagger.store.ModelVersion.State;
import io.github.issuetagger.store.ModelVersionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a repository's next model version from its annotations. The version serves if it is not
 * worse than the version that serves now. To compare the two, models are trained on the annotations
 * of both, without the newest fifth of the issues, and judged on that fifth by its annotations of
 * today.
 */
public final class RepositoryLearner {
  private static final Logger LOG = LoggerFactory.getLogger(RepositoryLearner.class);

  /** The fewest issues and labels that a version is trained on. */
  private static final int MIN_ISSUES = 30;

  private static final int MIN_LABELS = 2;

  /** A version is due after this many new annotations. */
  private static final int NEW_ANNOTATIONS = 50;

  /** After this time a single new annotation is enough. */
  private static final Duration MAX_AGE = Duration.ofDays(7);

  private final LearningStore store;
  private final ModelVersionStore versions;
  private final TrainingSetLoader sets;
  private final LongFunction<RepositoryCascade> cascades;
  private final String encoder;
  private final Clock clock;

  /**
   * @param cascades returns the cascade of a repository, by its id
   * @param encoder name and version of the cascades' encoder
   */
  public RepositoryLearner(
      LearningStore store,
      ModelVersionStore versions,
      LongFunction<RepositoryCascade> cascades,
      String encoder,
      Clock clock) {
    this.store = store;
    this.versions = versions;
    this.sets = new TrainingSetLoader(store, encoder);
    this.cascades = cascades;
    this.encoder = encoder;
    this.clock = clock;
  }

  /** Whether enough annotations are newer than the newest version, serving or not. */
  public boolean due(long repositoryId) {
    List<ModelVersion> all = versions.all(repositoryId);
    if (all.isEmpty()) {
      return true;
    }
    ModelVersion newest = all.get(0);
    long fresh =
        store.annotations().countSince(repositoryId, newest.trainingData().lastAnnotation());
    boolean old = !newest.createdAt().plus(MAX_AGE).isAfter(clock.instant());
    return fresh >= NEW_ANNOTATIONS
        || (fresh > 0 && old)
        || !newest.trainingData().encoder().equals(encoder);
  }

  /** Trains a version. Returns empty if there are too few annotations. */
  public Optional<ModelVersion> learn(long repositoryId) {
    long last = store.annotations().lastId(repositoryId);
    TrainingSet set = sets.load(repositoryId, last);
    if (set.size() < MIN_ISSUES || set.labels().size() < MIN_LABELS) {
      return Optional.empty();
    }
    ModelTrainer trainer = trainer(repositoryId);
    int cut = set.size() * 4 / 5;
    TrainingSet older = set.part(0, cut);
    HoldoutComparison holdout =
        new HoldoutComparison(
            set.part(cut, set.size())
                // The models may know these types by heart, which would improve the figures.
                .withoutTypes(cascades.apply(repositoryId).seen()));
    HoldoutComparison.Score score = holdout.score(train(trainer, older));
    Optional<HoldoutComparison.Score> before =
        versions
            .serving(repositoryId)
            .filter(version -> version.trainingData().encoder().equals(encoder))
            .map(
                version ->
                    sets.load(repositoryId, version.trainingData().lastAnnotation()).among(older))
            .map(then -> holdout.score(train(trainer, then)));
    boolean serves = before.isEmpty() || score.notWorseThan(before.get());
    ModelVersion version =
        versions.add(
            repositoryId,
            clock.instant(),
            new ModelVersion.TrainingData(encoder, last),
            new Figures(set.size(), set.labels().size(), score.logLoss(), score.given().f1()),
            serves ? State.SERVING : State.REFUSED,
            why(score, before));
    LOG.info(
        "Version {} of repository {} is {}: {} issues, {} labels; {}",
        version.number(),
        repositoryId,
        version.state(),
        set.size(),
        set.labels().size(),
        version.why());
    return Optional.of(version);
  }

  private static String why(
      HoldoutComparison.Score score, Optional<HoldoutComparison.Score> before) {
    return before
        .map(
            old ->
                String.format(
                    Locale.ROOT,
                    "log loss %.4f on the newest fifth, against %.4f of the one before",
                    score.logLoss(),
                    old.logLoss()))
        .orElse("there was none before");
  }

  /** Trains the model of a version again. Returns empty if none of its annotations is left. */
  Optional<LearnedModel> model(long repositoryId, ModelVersion version) {
    if (!version.trainingData().encoder().equals(encoder)) {
      return Optional.empty();
    }
    TrainingSet set = sets.load(repositoryId, version.trainingData().lastAnnotation());
    return set.labels().size() == 0
        ? Optional.empty()
        : Optional.of(train(trainer(repositoryId), set));
  }

  /** Returns the labels that a version is trained on, by their names of today. */
  Set<String> labels(long repositoryId, ModelVersion version) {
    return store.annotations().labelKeysUpTo(repositoryId, version.trainingData().lastAnnotation());
  }

  private ModelTrainer trainer(long repositoryId) {
    return ModelTrainer.withoutText(cascades.apply(repositoryId));
  }

  private static LearnedModel train(ModelTrainer trainer, TrainingSet set) {
    return trainer.learn(set, set.labels());
  }
}
