package io.github.issuetagger.learning.training;

import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.RepositoryCascade;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scorers of a learned model, and what they were trained on.
 *
 * @param cascade encodes issues, and scores the labels that nothing was learned about
 * @param examples the training examples
 * @param vocabulary the terms that the linear models know
 * @param scorers the base scorers, in the order of the stacking model
 * @param stacking combines the base scorers
 * @param fineTuned the fine-tuned bundle, if it could be judged
 */
record LearnedModelParts(
    RepositoryCascade cascade,
    TrainingExamples examples,
    Vocabulary vocabulary,
    List<BaseScorer> scorers,
    StackingModel stacking,
    Optional<FineTunedBaseScorer> fineTuned) {
  /**
   * Returns by the scorers' identifiers the log-odds of each label, not calibrated. The fine-tuned
   * bundle is missing if it is not wanted or does not read the issue.
   *
   * @param withFineTuned whether the fine-tuned bundle is wanted, which costs an inference
   */
  Map<String, double[]> score(IssueFeatures issue, boolean withFineTuned) {
    IssueVectors vectors = IssueVectors.of(issue, vocabulary);
    Map<String, double[]> scores = new LinkedHashMap<>();
    for (BaseScorer scorer : scorers) {
      scores.put(scorer.id(), scorer.score(vectors));
    }
    scores.put(StackingModel.ID, stacking.score(List.copyOf(scores.values()), examples));
    if (withFineTuned) {
      fineTuned
          .flatMap(scorer -> scorer.score(issue))
          .ifPresent(odds -> scores.put(FineTunedBaseScorer.ID, odds));
    }
    return scores;
  }
}
