package io.github.issuetagger.evaluation;

import io.github.issuetagger.learning.training.FeatureVector;
import io.github.issuetagger.learning.training.LinearModel;
import io.github.issuetagger.learning.training.LogisticRegression;
import io.github.issuetagger.learning.training.TrainingExamples;
import io.github.issuetagger.learning.training.Vocabulary;
import io.github.issuetagger.math.Counts;
import io.github.issuetagger.math.SparseVector;
import io.github.issuetagger.scoring.IssueFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The baselines: naive Bayes, and logistic regression over TF-IDF with balanced classes. Each gives
 * a label at a probability of at least one half.
 */
final class Baselines {
  /** Weak regularization works best for unit-length TF-IDF vectors. */
  private static final double COST = 5;

  private final TrainingExamples examples;
  private final List<SparseVector> counted;
  private final List<SparseVector> tested;

  Baselines(TrainingExamples examples, List<IssueFeatures> test) {
    this.examples = examples;
    this.counted = examples.issues().stream().map(IssueFeatures::wordCounts).toList();
    this.tested = test.stream().map(IssueFeatures::wordCounts).toList();
  }

  /** Returns the metrics of naive Bayes over the trained labels. */
  ScorerMetrics naiveBayes(PredictionJudge judge) {
    return score("naive Bayes", naiveBayesMeasures(judge));
  }

  /** Returns the metrics of logistic regression over the trained labels. */
  ScorerMetrics logisticRegression(PredictionJudge judge) {
    return score("tf-idf + logistic regression", logisticRegressionMeasures(judge));
  }

  private ScorerMetrics score(String name, List<Counts> measures) {
    return PredictionJudge.score(name, examples.labels(), measures);
  }

  private List<Counts> naiveBayesMeasures(PredictionJudge judge) {
    return IntStream.range(0, examples.labels().size())
        .parallel()
        .mapToObj(
            label -> {
              NaiveBayes model = NaiveBayes.train(counted, examples.belongs(label));
              return judge.measure(name(label), issue -> model.logOdds(tested.get(issue)) >= 0);
            })
        .toList();
  }

  private List<Counts> logisticRegressionMeasures(PredictionJudge judge) {
    Vocabulary vocabulary = Vocabulary.of(counted);
    List<FeatureVector> rows = rows(vocabulary, counted);
    List<FeatureVector> test = rows(vocabulary, tested);
    return IntStream.range(0, examples.labels().size())
        .parallel()
        .mapToObj(
            label -> {
              LinearModel model =
                  LogisticRegression.fit(
                      rows, examples.belongs(label), balanced(label), vocabulary.size());
              return judge.measure(name(label), issue -> model.margin(test.get(issue)) >= 0);
            })
        .toList();
  }

  private String name(int label) {
    return examples.labels().get(label).name();
  }

  private double[] balanced(int label) {
    double yes = Math.max(examples.positives(label), 1);
    double no = Math.max(examples.size() - yes, 1);
    double[] costs = new double[examples.size()];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = COST * examples.size() / (2 * (examples.belongs(label)[i] ? yes : no));
    }
    return costs;
  }

  private static List<FeatureVector> rows(Vocabulary vocabulary, List<SparseVector> counted) {
    List<FeatureVector> rows = new ArrayList<>();
    for (SparseVector counts : counted) {
      rows.add(new FeatureVector(new float[] {1}, vocabulary.weigh(counts)));
    }
    return rows;
  }
}
