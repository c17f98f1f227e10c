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
 * Learns a repository's next version from its ledger. It serves if it is not worse than the one
 * that serves now: what was said up to now, and what that one was learnt from, each without the
 * newest fifth of the issues, are learnt and judged on that fifth by what is said of it today.
 */
public final class RepositoryLearner {
  private static final Logger log = LoggerFactory.getLogger(RepositoryLearner.class);

  /** From fewer issues, and for fewer labels, nothing is learnt. */
  private static final int LEAST_ISSUES = 30;

  private static final int LEAST_LABELS = 2;

  /** So many new words are worth another version. */
  private static final int NEW_WORDS = 50;

  /** After so long a single one is. */
  private static final Duration EVERY = Duration.ofDays(7);

  private final LearningStore store;
  private final ModelVersionStore versions;
  private final TrainingSetLoader ledger;
  private final LongFunction<RepositoryCascade> cascades;
  private final String encoder;
  private final Clock clock;

  /**
   * @param cascades what serves a repository that nothing was learnt of, by its id
   * @param encoder name and version of the encoder that they read issues with
   */
  public RepositoryLearner(
      LearningStore store,
      ModelVersionStore versions,
      LongFunction<RepositoryCascade> cascades,
      String encoder,
      Clock clock) {
    this.store = store;
    this.versions = versions;
    this.ledger = new TrainingSetLoader(store, encoder);
    this.cascades = cascades;
    this.encoder = encoder;
    this.clock = clock;
  }

  /** Whether enough was said since the newest version, whether that one serves or not. */
  public boolean due(long repositoryId) {
    List<ModelVersion> all = versions.all(repositoryId);
    if (all.isEmpty()) {
      return true;
    }
    ModelVersion newest = all.get(0);
    long fresh = store.examples().since(repositoryId, newest.lesson().lastWord());
    boolean old = !newest.createdAt().plus(EVERY).isAfter(clock.instant());
    return fresh >= NEW_WORDS || (fresh > 0 && old) || !newest.lesson().encoder().equals(encoder);
  }

  /** Learns a version; empty when there is too little to learn from. */
  public Optional<ModelVersion> learn(long repositoryId) {
    long last = store.examples().last(repositoryId);
    TrainingSet lesson = ledger.upTo(repositoryId, last);
    if (lesson.size() < LEAST_ISSUES || lesson.labels().size() < LEAST_LABELS) {
      return Optional.empty();
    }
    ModelTrainer learner = learner(repositoryId);
    int cut = lesson.size() * 4 / 5;
    TrainingSet older = lesson.part(0, cut);
    HoldoutComparison holdout =
        new HoldoutComparison(
            lesson
                .part(cut, lesson.size())
                // Otherwise the figures would tell how well the models know them by heart.
                .withoutTypes(cascades.apply(repositoryId).seen()));
    HoldoutComparison.Score score = holdout.score(learn(learner, older));
    Optional<HoldoutComparison.Score> before =
        versions
            .serving(repositoryId)
            .filter(version -> version.lesson().encoder().equals(encoder))
            .map(version -> ledger.upTo(repositoryId, version.lesson().lastWord()).among(older))
            .map(then -> holdout.score(learn(learner, then)));
    boolean serves = before.isEmpty() || score.notWorseThan(before.get());
    ModelVersion version =
        versions.add(
            repositoryId,
            clock.instant(),
            new ModelVersion.Lesson(encoder, last),
            new Figures(lesson.size(), lesson.labels().size(), score.logLoss(), score.given().f1()),
            serves ? State.SERVING : State.REFUSED,
            why(score, before));
    log.info(
        "Version {} of repository {} is {}: {} issues, {} labels; {}",
        version.number(),
        repositoryId,
        version.state(),
        lesson.size(),
        lesson.labels().size(),
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

  /** The model of a version; empty when nothing is left that it could be learnt from. */
  Optional<LearnedModel> model(long repositoryId, ModelVersion version) {
    if (!version.lesson().encoder().equals(encoder)) {
      return Optional.empty();
    }
    TrainingSet lesson = ledger.upTo(repositoryId, version.lesson().lastWord());
    return lesson.labels().size() == 0
        ? Optional.empty()
        : Optional.of(learn(learner(repositoryId), lesson));
  }

  /** The labels that a version is learnt from, as they are called today. */
  Set<String> labels(long repositoryId, ModelVersion version) {
    return store.examples().labels(repositoryId, version.lesson().lastWord());
  }

  private ModelTrainer learner(long repositoryId) {
    return ModelTrainer.withoutText(cascades.apply(repositoryId));
  }

  private static LearnedModel learn(ModelTrainer learner, TrainingSet lesson) {
    return learner.learn(lesson, lesson.labels());
  }
}
