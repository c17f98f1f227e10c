package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.learning.neighbors.ApproximateIndex;
import io.github.issuetagger.learning.neighbors.ExactIndex;
import io.github.issuetagger.learning.neighbors.NeighborIndex;
import io.github.issuetagger.learning.neighbors.NeighborVote;
import io.github.issuetagger.math.SparseVector;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.scoring.SeenIssues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from a repository's issues. Every decision — how strongly to regularise, how neighbours
 * vote, how the scorers are joined, which serves a label and from which score — is made on scores
 * of models that had not seen the issue; then all is trained again on everything.
 */
public final class ModelTrainer {
  private static final Logger log = LoggerFactory.getLogger(ModelTrainer.class);

  /** How much an issue may count against the regularisation; the first is the strongest. */
  private static final double[] COSTS = {0.25, 1, 4};

  private static final int FOLDS = 5;

  /** So many examples are compared with one by one: a few milliseconds an issue. */
  private static final int COMPARED = 5000;

  private final RepositoryCascade cascade;
  private final IssueEncoder encoder;

  /**
   * A learner for one repository.
   *
   * @param cascade reads the issues, and scores the labels that nothing is learnt about; has to
   *     stay open for as long as what was learnt is used
   */
  public ModelTrainer(RepositoryCascade cascade) {
    this.cascade = cascade;
    this.encoder = cascade.encoder();
  }

  /**
   * Learns the catalog's labels. Issues without a label of the catalog are passed over: nobody has
   * looked at them, or nobody has said what matters here.
   */
  public LearnedModel learn(List<LabeledIssue> history, LabelCatalog catalog) {
    List<LabeledIssue> told =
        history.stream()
            .filter(issue -> tells(issue, catalog))
            .sorted(LabeledIssue.BY_TIME)
            .toList();
    List<IssueFeatures> encoded =
        told.parallelStream().map(issue -> encoder.encode(issue.text())).toList();
    return learn(
        told, encoded.parallelStream().map(issue -> CountedIssue.of(issue)).toList(), catalog);
  }

  /**
   * Learns from issues that were read before.
   *
   * @param told what was said of each, oldest first
   * @param read the same issues, as the models read them
   */
  public LearnedModel learn(
      List<LabeledIssue> told, List<CountedIssue> read, LabelCatalog catalog) {
    SeenIssues seen = cascade.seen();
    long known = told.stream().filter(issue -> seen.contains(issue.createdAt())).count();
    if (known > 0) {
      log.info(
          "The built-in models were trained on the labels of {} of {} issues: their types are not learnt from",
          known,
          told.size());
    }
    TrainingSet lesson = new TrainingSet(told, read).withoutTypes(seen);
    return learn(
        told,
        TrainingExamples.of(
            told, lesson.read().stream().map(CountedIssue::issue).toList(), catalog),
        read.stream().map(CountedIssue::counts).toList());
  }

  private static boolean tells(LabeledIssue issue, LabelCatalog catalog) {
    return issue.labels().stream().anyMatch(name -> catalog.find(name).isPresent())
        || issue.refused().stream().anyMatch(name -> catalog.find(name).isPresent());
  }

  private LearnedModel learn(
      List<LabeledIssue> told, TrainingExamples examples, List<SparseVector> counts) {
    Vocabulary vocabulary = Vocabulary.of(counts);
    List<FeatureVector> rows =
        IntStream.range(0, examples.size())
            .mapToObj(
                i -> FeatureVector.of(examples.issues().get(i), vocabulary.weigh(counts.get(i))))
            .toList();
    HeadTrainer trainer = new HeadTrainer(examples, rows, vocabulary.size());
    double cost = RegularizationSearch.of(examples, trainer, COSTS);
    List<float[]> places = examples.issues().stream().map(Neighbors::place).toList();
    NeighborIndex index = index(places);
    OutOfFoldScorer cross =
        new OutOfFoldScorer(examples, trainer, Math.min(FOLDS, Math.max(examples.size(), 1)));
    cross.zeroShot(encoder);
    NeighborVote vote = cross.neighbours(cross.neighbours(index, places));
    cross.heads(cost);
    StackingTrainer blending = new StackingTrainer(examples, cross.table());
    StackingModel blend = blending.fit();
    List<LearnedScorer> scorers = scorers(examples, cross.table(), blending.scores(blend));
    int[] chosen =
        IntStream.range(0, examples.labels().size())
            .map(label -> ModelSelector.of(examples, label, scorers))
            .toArray();
    Optional<FineTunedBaseScorer> tuned =
        encoder.tuned().flatMap(bundle -> FineTunedBaseScorer.of(bundle, told, examples));
    log.info(
        "Learnt {} labels from {} issues: cost {}, {}",
        examples.labels().size(),
        examples.size(),
        cost,
        vote);
    LearnedModelParts parts =
        new LearnedModelParts(
            cascade,
            examples,
            LabelHeads.train(trainer, vocabulary, examples, cost),
            new Neighbors(index, vote, examples),
            blend,
            tuned);
    ModelSelection choice = choice(examples, scorers, chosen, tuned);
    tuned.map(FineTunedBaseScorer::scorer).ifPresent(scorers::add);
    return new LearnedModel(parts, scorers, choice);
  }

  /**
   * Gives the fine-tuned bundle the labels on which it errs less than what would serve them
   * otherwise, and all that it cannot be judged on.
   */
  private ModelSelection choice(
      TrainingExamples examples,
      List<LearnedScorer> scorers,
      int[] otherwise,
      Optional<FineTunedBaseScorer> tuned) {
    int[] serving = otherwise.clone();
    Set<String> judged = new HashSet<>();
    int won = 0;
    for (int label = 0; label < serving.length; label++) {
      if (tuned.isPresent() && tuned.get().covers(label)) {
        judged.add(LabelCatalog.key(examples.labels().get(label).name()));
        if (tuned.get().beats(label, scorers.get(otherwise[label]).odds()[label])) {
          serving[label] = scorers.size();
          won++;
        }
      }
    }
    if (tuned.isPresent()) {
      log.info("{} serves {} of {} labels", tuned.get().describe(), won, judged.size());
    }
    return new ModelSelection(
        serving,
        otherwise,
        label -> cascade.operators().test(label) && !judged.contains(LabelCatalog.key(label)));
  }

  public static NeighborIndex index(List<float[]> places) {
    return places.size() <= COMPARED ? new ExactIndex(places) : new ApproximateIndex(places);
  }

  private static List<LearnedScorer> scorers(
      TrainingExamples examples, BaseScoreTable table, double[][] blended) {
    List<LearnedScorer> scorers = new ArrayList<>();
    scorers.add(LearnedScorer.of("blend", examples, blended));
    for (BaseScore signal : BaseScore.values()) {
      double[][] raw =
          IntStream.range(0, table.labels())
              .mapToObj(label -> table.of(signal, label))
              .toArray(double[][]::new);
      scorers.add(LearnedScorer.of(signal.scorer(), examples, raw));
    }
    return scorers;
  }
}
