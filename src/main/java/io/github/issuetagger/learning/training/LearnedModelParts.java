package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.RepositoryCascade;
import java.util.Optional;

/**
 * What a learnt model is made of.
 *
 * @param cascade reads issues, and scores the labels that nothing was learnt about
 * @param examples what was learnt from
 * @param heads the linear models
 * @param neighbours the examples as neighbours
 * @param joined how the signals are joined
 * @param tuned the fine-tuned bundle as a scorer, where it could be judged
 */
record LearnedModelParts(
    RepositoryCascade cascade,
    TrainingExamples examples,
    LabelHeads heads,
    Neighbors neighbours,
    StackingModel joined,
    Optional<FineTunedBaseScorer> tuned) {
  IssueEncoder encoder() {
    return cascade.encoder();
  }

  /** All signals of an issue, a row a label. */
  double[][] signals(CountedIssue issue, float[] place) {
    double[][] rows = new double[examples.labels().size()][BaseScore.values().length];
    double[] zeroShot = encoder().zeroShot(issue.issue(), new LabelCatalog(examples.labels()));
    double[] near = neighbours.logOdds(place);
    for (int label = 0; label < rows.length; label++) {
      rows[label][BaseScore.ZERO_SHOT.position()] = zeroShot[label];
      rows[label][BaseScore.NEIGHBOURS.position()] = near[label];
    }
    heads.into(rows, issue);
    return rows;
  }

  /** The blend's log-odds of each label. */
  double[] blend(double[][] signals) {
    double[] alone = new double[signals.length];
    for (int label = 0; label < alone.length; label++) {
      alone[label] =
          joined.alone(
              StackingModel.features(
                  signals[label], examples.share(label), examples.positives(label)));
    }
    return joined.together(alone);
  }
}
