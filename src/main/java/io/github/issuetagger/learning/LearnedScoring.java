package io.github.issuetagger.learning;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.scoring.Cascades;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersionStore;
import java.time.Clock;
import java.util.function.LongFunction;

/**
 * The parts that learn from people's annotations, and the parts that serve what was learned.
 *
 * @param readers returns by a repository's id what turns its issues into stored features
 * @param learner trains a repository's next version
 * @param models finds the model of the version that serves
 * @param scorer scores issues, with all that was learned
 * @param nearDuplicates tells what a correction does to near duplicates
 */
public record LearnedScoring(
    LongFunction<IssueFeatureReader> readers,
    RepositoryLearner learner,
    ServingModels models,
    RepositoryScorer scorer,
    NearDuplicates nearDuplicates) {
  /** Wires the parts. They can be used until the cascades are closed. */
  public static LearnedScoring of(
      Cascades cascades, LearningStore store, ModelVersionStore versions, Clock clock) {
    String encoder = cascades.encoder();
    LongFunction<RepositoryCascade> byId = id -> cascades.find(name(store, id));
    RepositoryLearner learner = new RepositoryLearner(store, versions, byId, encoder, clock);
    ServingModels models = new ServingModels(versions, learner);
    RecentCorrections corrections = new RecentCorrections(store, versions, encoder);
    return new LearnedScoring(
        id -> new IssueFeatureReader(byId.apply(id).encoder(), encoder),
        learner,
        models,
        new RepositoryScorer(cascades::find, models, new CorrectionStep(corrections)),
        new NearDuplicates(corrections));
  }

  /** The repository's last known name. */
  private static String name(LearningStore store, long repositoryId) {
    return store.repositories().find(repositoryId).map(RepositoryRef::fullName).orElse("");
  }
}
