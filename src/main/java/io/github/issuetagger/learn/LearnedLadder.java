package io.github.issuetagger.learn;

import io.github.issuetagger.predict.Predictor;
import io.github.issuetagger.predict.Predictors;
import io.github.issuetagger.store.LearnedVersionStore;
import io.github.issuetagger.store.LearningStore;
import java.time.Clock;

/**
 * What learns from the ledger, and what serves it.
 *
 * @param reader makes of a text what is kept of it
 * @param learner learns a repository's next version
 * @param learnt the version that serves
 * @param predictor the same, and on top what people have said since
 */
public record LearnedLadder(
    IssueReader reader, LearnRepository learner, LearnedPredictor learnt, Predictor predictor) {
  /** The learnt ladder over the opened models; usable until those are closed. */
  public static LearnedLadder over(
      Predictors predictors, LearningStore store, LearnedVersionStore versions, Clock clock) {
    String encoder = predictors.embedder().encoder();
    IssueReader reader = new IssueReader(predictors.encoder(), encoder);
    Predictor below = predictors.predictor();
    LearnRepository learner = new LearnRepository(store, versions, reader, below, clock);
    LearnedPredictor learnt = new LearnedPredictor(below, versions, learner, predictors::operators);
    return new LearnedLadder(
        reader,
        learner,
        learnt,
        new CorrectedPredictor(
            learnt, predictors.embedder(), new PeoplesWords(store, versions, encoder)));
  }
}
