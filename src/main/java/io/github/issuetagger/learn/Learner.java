package io.github.issuetagger.learn;

import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.predict.EncodedIssue;
import io.github.issuetagger.predict.IssueEncoder;
import io.github.issuetagger.predict.RepositoryLadder;
import io.github.issuetagger.predict.SeenIssues;
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
 * vote, how the rungs are joined, which serves a label and from which score — is made on scores of
 * models that had not seen the issue; then all is trained again on everything.
 */
public final class Learner {
  private static final Logger log = LoggerFactory.getLogger(Learner.class);

  /** How much an issue may count against the regularisation; the first is the strongest. */
  private static final double[] COSTS = {0.25, 1, 4};

  private static final int FOLDS = 5;

  /** So many examples are compared with one by one: a few milliseconds an issue. */
  private static final int COMPARED = 5000;

  private final RepositoryLadder ladder;
  private final IssueEncoder encoder;

  /**
   * A learner for one repository.
   *
   * @param ladder reads the issues, and scores the labels that nothing is learnt about; has to stay
   *     open for as long as what was learnt is used
   */
  public Learner(RepositoryLadder ladder) {
    this.ladder = ladder;
    this.encoder = ladder.encoder();
  }

  /**
   * Learns the catalog's labels. Issues without a label of the catalog are passed over: nobody has
   * looked at them, or nobody has said what matters here.
   */
  public LearnedModel learn(List<HistoryIssue> history, LabelCatalog catalog) {
    List<HistoryIssue> told =
        history.stream()
            .filter(issue -> tells(issue, catalog))
            .sorted(HistoryIssue.BY_TIME)
            .toList();
    List<EncodedIssue> encoded =
        told.parallelStream().map(issue -> encoder.encode(issue.text())).toList();
    return learn(
        told, encoded.parallelStream().map(issue -> ReadIssue.of(issue)).toList(), catalog);
  }

  /**
   * Learns from issues that were read before.
   *
   * @param told what was said of each, oldest first
   * @param read the same issues, as the models read them
   */
  LearnedModel learn(List<HistoryIssue> told, List<ReadIssue> read, LabelCatalog catalog) {
    SeenIssues seen = ladder.seen();
    long known = told.stream().filter(issue -> seen.contains(issue.createdAt())).count();
    if (known > 0) {
      log.info(
          "The built-in models were trained on the labels of {} of {} issues: their types are not learnt from",
          known,
          told.size());
    }
    Lesson lesson = new Lesson(told, read).withoutTypes(seen);
    return learn(
        told,
        Examples.of(told, lesson.read().stream().map(ReadIssue::issue).toList(), catalog),
        read.stream().map(ReadIssue::counts).toList());
  }

  private static boolean tells(HistoryIssue issue, LabelCatalog catalog) {
    return issue.labels().stream().anyMatch(name -> catalog.find(name).isPresent())
        || issue.refused().stream().anyMatch(name -> catalog.find(name).isPresent());
  }

  private LearnedModel learn(
      List<HistoryIssue> told, Examples examples, List<SparseVector> counts) {
    Vocabulary vocabulary = Vocabulary.of(counts);
    List<Row> rows =
        IntStream.range(0, examples.size())
            .mapToObj(i -> Row.of(examples.issues().get(i), vocabulary.weigh(counts.get(i))))
            .toList();
    HeadTrainer trainer = new HeadTrainer(examples, rows, vocabulary.size());
    double cost = CostChoice.of(examples, trainer, COSTS);
    List<float[]> places = examples.issues().stream().map(Neighbours::place).toList();
    NeighbourIndex index = index(places);
    CrossFit cross = new CrossFit(examples, trainer, Math.min(FOLDS, Math.max(examples.size(), 1)));
    cross.zeroShot(encoder);
    Vote vote = cross.neighbours(cross.neighbours(index, places));
    cross.heads(cost);
    BlendFit blending = new BlendFit(examples, cross.table());
    Blend blend = blending.fit();
    List<LearnedRung> rungs = rungs(examples, cross.table(), blending.scores(blend));
    int[] chosen =
        IntStream.range(0, examples.labels().size())
            .map(label -> RungChoice.of(examples, label, rungs))
            .toArray();
    Optional<TunedRung> tuned =
        encoder.tuned().flatMap(bundle -> TunedRung.of(bundle, told, examples));
    log.info(
        "Learnt {} labels from {} issues: cost {}, {}",
        examples.labels().size(),
        examples.size(),
        cost,
        vote);
    LearnedParts parts =
        new LearnedParts(
            ladder,
            examples,
            LearnedHeads.train(trainer, vocabulary, examples, cost),
            new Neighbours(index, vote, examples),
            blend,
            tuned);
    Choice choice = choice(examples, rungs, chosen, tuned);
    tuned.map(TunedRung::rung).ifPresent(rungs::add);
    return new LearnedModel(parts, rungs, choice, Corrections.NONE);
  }

  /**
   * Gives the fine-tuned bundle the labels on which it errs less than what would serve them
   * otherwise, and all that it cannot be judged on.
   */
  private Choice choice(
      Examples examples, List<LearnedRung> rungs, int[] otherwise, Optional<TunedRung> tuned) {
    int[] serving = otherwise.clone();
    Set<String> judged = new HashSet<>();
    int won = 0;
    for (int label = 0; label < serving.length; label++) {
      if (tuned.isPresent() && tuned.get().covers(label)) {
        judged.add(LabelCatalog.key(examples.labels().get(label).name()));
        if (tuned.get().beats(label, rungs.get(otherwise[label]).odds()[label])) {
          serving[label] = rungs.size();
          won++;
        }
      }
    }
    if (tuned.isPresent()) {
      log.info("{} serves {} of {} labels", tuned.get().describe(), won, judged.size());
    }
    return new Choice(
        serving,
        otherwise,
        label -> ladder.operators().test(label) && !judged.contains(LabelCatalog.key(label)));
  }

  static NeighbourIndex index(List<float[]> places) {
    return places.size() <= COMPARED ? new ExactIndex(places) : new ApproximateIndex(places);
  }

  private static List<LearnedRung> rungs(Examples examples, SignalTable table, double[][] blended) {
    List<LearnedRung> rungs = new ArrayList<>();
    rungs.add(LearnedRung.of("blend", examples, blended));
    for (Signal signal : Signal.values()) {
      double[][] raw =
          IntStream.range(0, table.labels())
              .mapToObj(label -> table.of(signal, label))
              .toArray(double[][]::new);
      rungs.add(LearnedRung.of(signal.rung(), examples, raw));
    }
    return rungs;
  }
}
