package io.github.issuetagger.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the ladder is compared with: naive Bayes, and logistic regression over tf-idf with balanced
 * classes, each giving a label from a probability of one half on, as they come out of the box.
 */
final class Baselines {
  /** Weak regularisation, which tf-idf rows of length 1 like. */
  private static final double COST = 5;

  private final Examples examples;
  private final List<SparseVector> counted;
  private final List<SparseVector> tested;

  Baselines(Examples examples, List<HistoryIssue> test) {
    this.examples = examples;
    this.counted = examples.issues().stream().map(issue -> HashedWords.count(issue.raw())).toList();
    this.tested = test.stream().map(issue -> HashedWords.count(issue.text())).toList();
  }

  /** Naive Bayes, over the labels that were learnt. */
  RungScore naiveBayes(Judge judge) {
    return score("naive Bayes", naiveBayesMeasures(judge));
  }

  /** Logistic regression, over the labels that were learnt. */
  RungScore logisticRegression(Judge judge) {
    return score("tf-idf + logistic regression", logisticRegressionMeasures(judge));
  }

  private RungScore score(String name, List<Measure> measures) {
    return Judge.score(name, examples.labels(), measures);
  }

  private List<Measure> naiveBayesMeasures(Judge judge) {
    return IntStream.range(0, examples.labels().size())
        .parallel()
        .mapToObj(
            label -> {
              NaiveBayes model = NaiveBayes.train(counted, examples.belongs(label));
              return judge.measure(name(label), issue -> model.logOdds(tested.get(issue)) >= 0);
            })
        .toList();
  }

  private List<Measure> logisticRegressionMeasures(Judge judge) {
    Vocabulary vocabulary = Vocabulary.of(counted);
    List<Row> rows = rows(vocabulary, counted);
    List<Row> test = rows(vocabulary, tested);
    return IntStream.range(0, examples.labels().size())
        .parallel()
        .mapToObj(
            label -> {
              LinearModel model =
                  LogisticFit.fit(
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

  private static List<Row> rows(Vocabulary vocabulary, List<SparseVector> counted) {
    List<Row> rows = new ArrayList<>();
    for (SparseVector counts : counted) {
      rows.add(new Row(new float[] {1}, vocabulary.weigh(counts)));
    }
    return rows;
  }
}
