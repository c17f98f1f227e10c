package io.github.issuetagger.evaluation;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.learning.training.LabelReport;
import io.github.issuetagger.learning.training.LearnedModel;
import io.github.issuetagger.learning.training.ModelTrainer;
import io.github.issuetagger.math.Counts;
import io.github.issuetagger.scoring.FineTunedBundle;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.Predictor;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.text.LabelKindClassifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Trains on a repository's older issues and evaluates on its newer ones: the cascade, each of its
 * scorers alone, and simple baselines.
 */
public final class Evaluation {
  private static final int[] CURVE = {8, 16, 32, 64, 128, 256};
  private static final int CONFUSIONS = 15;

  private final RepositoryCascade cascade;
  private final LabelCatalog catalog;
  private final double precision;

  /**
   * Creates an evaluation.
   *
   * @param cascade the opened models that serve the repository. Each issue is scored several times,
   *     so models with a cache take a fraction of the time
   * @param catalog the labels to evaluate
   * @param precision the precision to apply labels with, 0–1
   */
  public Evaluation(RepositoryCascade cascade, LabelCatalog catalog, double precision) {
    this.cascade = cascade;
    this.catalog = catalog;
    this.precision = precision;
  }

  /**
   * Trains and evaluates. Skips issues without a label of the catalog in both lists.
   *
   * @param history the issues to train on
   * @param test the issues to evaluate on; they are newer than the history
   */
  public EvaluationReport of(List<LabeledIssue> history, List<LabeledIssue> test) {
    List<LabeledIssue> older = annotated(history);
    List<LabeledIssue> newer = annotated(test);
    PredictionJudge judge = new PredictionJudge(catalog, newer);
    List<IssueFeatures> encoded =
        newer.stream().map(issue -> cascade.encoder().encode(issue.text())).toList();
    LearnedModel model = learn(older);
    List<ScorerMetrics> scores = new ArrayList<>(scoreAll(model, judge, encoded));
    List<CurvePoint> curve = new ArrayList<>();
    for (int size : CURVE) {
      if (size < older.size()) {
        List<LabeledIssue> newest = older.subList(older.size() - size, older.size());
        curve.add(new CurvePoint(size, scoreAll(learn(newest), judge, encoded)));
      }
    }
    curve.add(new CurvePoint(older.size(), scores));
    Baselines baselines = new Baselines(model.examples(), encoded);
    scores.add(
        judge.score(
            "zero-shot, nothing learnt",
            predict(cascade.predictor(), encoded),
            cascade.f1Threshold()));
    scores.add(baselines.logisticRegression(judge));
    scores.add(baselines.naiveBayes(judge));
    List<Prediction> predictions = predict(model, encoded);
    List<LabelReport> labels = labels(model, judge, predictions);
    return new EvaluationReport(
        older.size(),
        newer.size(),
        precision,
        scores,
        labels,
        curve,
        judge.confusions(predictions, f1(model), CONFUSIONS),
        warnings(newer));
  }

  /** Returns the reasons why the metrics may be too good. */
  private List<String> warnings(List<LabeledIssue> test) {
    List<String> warnings = new ArrayList<>();
    long seen = test.stream().filter(issue -> cascade.seen().contains(issue.createdAt())).count();
    if (seen > 0) {
      warnings.add(
          "The built-in models were trained on the labels of %d of the %d test issues, so the metrics are too optimistic."
              .formatted(seen, test.size()));
    }
    warnings.addAll(tunedWarnings(test));
    return warnings;
  }

  /** Returns the reasons why the metrics of a fine-tuned bundle may be too good. */
  private List<String> tunedWarnings(List<LabeledIssue> test) {
    Optional<FineTunedBundle> tuned =
        cascade
            .encoder()
            .fineTuned()
            .filter(
                bundle -> catalog.labels().stream().anyMatch(label -> bundle.covers(label.name())));
    if (tuned.isEmpty() || test.isEmpty()) {
      return List.of();
    }
    String id = tuned.get().id();
    Optional<Instant> until = tuned.get().trainedUntil();
    if (until.isEmpty()) {
      return List.of(
          "%s may have been trained on test issues, because its bundle.json has no trained_until."
              .formatted(id));
    }
    // Issues without a date come first.
    Optional<Instant> first = test.get(0).createdAt();
    if (first.isEmpty()) {
      return List.of(
          "%s may have been trained on test issues, because some of them have no date."
              .formatted(id));
    }
    return until.get().isBefore(first.get())
        ? List.of()
        : List.of(
            "%s was trained on issues until %s, but the test issues start at %s. The metrics of the labels that it serves are too optimistic."
                .formatted(id, until.get(), first.get()));
  }

  private String scorer(LearnedModel model, String label) {
    if (model.serves(label)) {
      return model.scorer(label);
    }
    return model.left(label) ? FineTunedBundle.SCORER : "zero-shot";
  }

  private double threshold(LearnedModel model, String label) {
    if (model.serves(label)) {
      return model.f1Threshold(label);
    }
    return model.left(label)
        ? cascade.f1Threshold().applyAsDouble(new ScoredLabel(label, 1, FineTunedBundle.SCORER))
        : 1;
  }

  /**
   * Returns the threshold for the precision. A fine-tuned bundle was not measured on the
   * repository, so its threshold is the precision itself.
   */
  private OptionalDouble sure(LearnedModel model, String label) {
    if (model.serves(label)) {
      return model.precisionThreshold(label, precision);
    }
    return model.left(label) ? OptionalDouble.of(precision) : OptionalDouble.empty();
  }

  private List<LabeledIssue> annotated(List<LabeledIssue> issues) {
    return issues.stream()
        .filter(issue -> issue.labels().stream().anyMatch(name -> catalog.find(name).isPresent()))
        .sorted(LabeledIssue.BY_TIME)
        .toList();
  }

  private LearnedModel learn(List<LabeledIssue> issues) {
    return new ModelTrainer(cascade).learn(issues, catalog);
  }

  private List<Prediction> predict(Predictor predictor, List<IssueFeatures> issues) {
    return issues.parallelStream().map(issue -> predictor.score(issue, catalog)).toList();
  }

  private List<ScorerMetrics> scoreAll(
      LearnedModel model, PredictionJudge judge, List<IssueFeatures> issues) {
    List<ScorerMetrics> scores = new ArrayList<>();
    scores.add(judge.score("ladder", predict(model, issues), f1(model)));
    for (String scorer : model.scorers()) {
      LearnedModel alone = model.alone(scorer);
      scores.add(judge.score(scorer, predict(alone, issues), f1(alone)));
    }
    return scores;
  }

  private ToDoubleFunction<ScoredLabel> f1(LearnedModel model) {
    return scored ->
        model.serves(scored.label())
            ? model.f1Threshold(scored.label())
            : cascade.f1Threshold().applyAsDouble(scored);
  }

  private List<LabelReport> labels(
      LearnedModel model, PredictionJudge judge, List<Prediction> predictions) {
    Map<String, OptionalDouble> sure = new HashMap<>();
    for (Label label : catalog.labels()) {
      sure.put(label.name(), sure(model, label.name()));
    }
    List<Counts> best = judge.labels(predictions, f1(model));
    List<Counts> applied =
        judge.labels(
            predictions,
            scored ->
                sure.getOrDefault(scored.label(), OptionalDouble.empty())
                    .orElse(Double.POSITIVE_INFINITY));
    Map<String, Integer> uses = new HashMap<>();
    model.reports(precision).forEach(report -> uses.put(report.label(), report.uses()));
    return IntStream.range(0, catalog.size())
        .mapToObj(
            i -> {
              Label label = catalog.labels().get(i);
              String name = label.name();
              return new LabelReport(
                  name,
                  LabelKindClassifier.task(label),
                  uses.getOrDefault(name, 0),
                  scorer(model, name),
                  threshold(model, name),
                  best.get(i),
                  sure.getOrDefault(name, OptionalDouble.empty()),
                  applied.get(i));
            })
        .toList();
  }
}
