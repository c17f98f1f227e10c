package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.IssueFeatures;
import java.util.List;
import java.util.stream.IntStream;

/** Scores how similar an issue is to a label's meaning. Needs no training examples. */
final class ZeroShotBaseScorer implements BaseScorer {
  static final String ID = "zero-shot/similarity";
  static final Prior PRIOR = new Prior(0.5, 1);

  private final IssueEncoder encoder;
  private final LabelCatalog labels;
  private final boolean withText;

  private ZeroShotBaseScorer(IssueEncoder encoder, LabelCatalog labels, boolean withText) {
    this.encoder = encoder;
    this.labels = labels;
    this.withText = withText;
  }

  /**
   * Scores the examples.
   *
   * @param withText whether the examples have their text. If not, new issues are scored without
   *     their text, too, so that they get the same kind of scores as the model was fitted on
   */
  static Trained train(IssueEncoder encoder, TrainingExamples examples, boolean withText) {
    ZeroShotBaseScorer scorer =
        new ZeroShotBaseScorer(encoder, new LabelCatalog(examples.labels()), withText);
    List<IssueFeatures> issues = examples.issues();
    double[][] scores = new double[examples.labels().size()][issues.size()];
    IntStream.range(0, issues.size())
        .parallel()
        .forEach(
            i -> {
              double[] odds = scorer.score(issues.get(i));
              for (int label = 0; label < odds.length; label++) {
                scores[label][i] = odds[label];
              }
            });
    return new Trained(scorer, scores);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Prior prior() {
    return PRIOR;
  }

  @Override
  public double[] score(IssueVectors issue) {
    return score(issue.features());
  }

  private double[] score(IssueFeatures issue) {
    return encoder.zeroShot(withText ? issue : issue.withoutText(), labels);
  }
}
