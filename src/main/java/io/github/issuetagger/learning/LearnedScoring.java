package io.github.issuetagger.learning;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.scoring.Predictor;
import io.github.issuetagger.scoring.Predictors;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersionStore;
import java.time.Clock;
import java.util.function.LongFunction;

/**
 * What learns from the ledger, and what serves it.
 *
 * @param readers makes of the texts of a repository, by its id, what is kept of them
 * @param learner learns a repository's next version
 * @param learnt the version that serves
 * @param predictor the same, and on top what people have said since
 * @param nearDuplicates tells what a correction does to issues that are nearly the same
 */
public record LearnedScoring(
    LongFunction<IssueFeatureReader> readers,
    RepositoryLearner learner,
    LearnedPredictor learnt,
    Predictor predictor,
    NearDuplicates nearDuplicates) {
  /** The learnt cascade over the opened models; usable until those are closed. */
  public static LearnedScoring over(
      Predictors predictors, LearningStore store, ModelVersionStore versions, Clock clock) {
    String encoder = predictors.embedder().encoder();
    LongFunction<RepositoryCascade> cascades = id -> predictors.cascade(name(store, id));
    RepositoryLearner learner = new RepositoryLearner(store, versions, cascades, encoder, clock);
    LearnedPredictor learnt = new LearnedPredictor(predictors.predictor(), versions, learner);
    RecentCorrections words = new RecentCorrections(store, versions, encoder);
    return new LearnedScoring(
        id -> new IssueFeatureReader(cascades.apply(id).encoder(), encoder),
        learner,
        learnt,
        new CorrectedPredictor(learnt, predictors.embedder(), words),
        new NearDuplicates(words));
  }

  /** What the repository was called when it was last heard of. */
  private static String name(LearningStore store, long repositoryId) {
    return store.repositories().find(repositoryId).map(RepositoryRef::fullName).orElse("");
  }
}
