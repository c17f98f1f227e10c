package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.RepositoryCascade;
import io.github.issuetagger.scoring.SeenIssues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a model on a repository's issues. Every decision – how strongly to regularize, how
 * neighbors vote, how base scorers are combined, which scorer serves a label and from which score –
 * is made on scores from models that had not seen the issue. Then the models are trained on all
 * issues.
 */
public final class ModelTrainer {
  private static final Logger LOG = LoggerFactory.getLogger(ModelTrainer.class);

  private static final int FOLDS = 5;

  private final RepositoryCascade cascade;
  private final boolean withText;

  /**
   * A trainer for one repository's issues.
   *
   * @param cascade encodes the issues, and scores the labels that nothing is learned about; has to
   *     stay open while the trained models are used
   */
  public ModelTrainer(RepositoryCascade cascade) {
    this(cascade, true);
  }

  private ModelTrainer(RepositoryCascade cascade, boolean withText) {
    this.cascade = cascade;
    this.withText = withText;
  }

  /** A trainer for issues whose text was not stored. New issues are scored without text, too. */
  public static ModelTrainer withoutText(RepositoryCascade cascade) {
    return new ModelTrainer(cascade, false);
  }

  /**
   * Learns the catalog's labels. Skips issues that nobody has given or refused one of these labels.
   */
  public LearnedModel learn(List<LabeledIssue> history, LabelCatalog catalog) {
    List<LabeledIssue> used =
        history.stream()
            .filter(issue -> mentions(issue, catalog))
            .sorted(LabeledIssue.BY_TIME)
            .toList();
    List<IssueFeatures> features =
        used.parallelStream()
            .map(issue -> cascade.encoder().encode(issue.text()).readAll())
            .toList();
    return learn(new TrainingSet(used, features), catalog);
  }

  private static boolean mentions(LabeledIssue issue, LabelCatalog catalog) {
    return issue.labels().stream().anyMatch(name -> catalog.find(name).isPresent())
        || issue.refused().stream().anyMatch(name -> catalog.find(name).isPresent());
  }

  /** Learns the catalog's labels from issues that the models have read. */
  public LearnedModel learn(TrainingSet set, LabelCatalog catalog) {
    SeenIssues seen = cascade.seen();
    long known = set.issues().stream().filter(issue -> seen.contains(issue.createdAt())).count();
    if (known > 0) {
      LOG.info(
          "The built-in models were trained on the labels of {} of {} issues: the types of these"
              + " issues are not used for training",
          known,
          set.size());
    }
    return train(
        set.issues(),
        TrainingExamples.of(set.issues(), set.withoutTypes(seen).features(), catalog));
  }

  private LearnedModel train(List<LabeledIssue> issues, TrainingExamples examples) {
    Vocabulary vocabulary =
        Vocabulary.of(examples.issues().stream().map(IssueFeatures::wordCounts).toList());
    List<BaseScorer.Trained> trained = trainBaseScorers(examples, vocabulary);
    StackingModel stacking = StackingModel.train(examples, trained);
    List<CalibratedScorer> scorers = new ArrayList<>();
    scorers.add(
        CalibratedScorer.of(StackingModel.ID, examples, stacking.outOfFold(examples, trained)));
    for (BaseScorer.Trained each : trained) {
      scorers.add(CalibratedScorer.of(each.scorer().id(), examples, each.outOfFold()));
    }
    Map<String, String> chosen = ModelSelection.choose(examples, scorers);
    Optional<FineTunedBaseScorer> fineTuned =
        cascade
            .encoder()
            .fineTuned()
            .flatMap(bundle -> FineTunedBaseScorer.of(bundle, issues, examples));
    ModelSelection selection = select(examples, scorers, chosen, fineTuned);
    fineTuned.map(FineTunedBaseScorer::calibrated).ifPresent(scorers::add);
    LOG.info("Learned {} labels from {} issues", examples.labels().size(), examples.size());
    return new LearnedModel(
        new LearnedModelParts(
            cascade,
            examples,
            vocabulary,
            trained.stream().map(BaseScorer.Trained::scorer).toList(),
            stacking,
            fineTuned),
        scorers,
        selection);
  }

  /** The list of all base scorers. The order of the scorers is that of the stacking weights. */
  private List<BaseScorer.Trained> trainBaseScorers(
      TrainingExamples examples, Vocabulary vocabulary) {
    List<IssueVectors> issues =
        examples.issues().stream().map(issue -> IssueVectors.of(issue, vocabulary)).toList();
    int[] folds = examples.folds(Math.min(FOLDS, Math.max(examples.size(), 1)));
    int labels = examples.labels().size();
    LinearTrainer linear =
        new LinearTrainer(
            examples, issues.stream().map(IssueVectors::vector).toList(), vocabulary.size());
    double cost = linear.chooseCost();
    return List.of(
        ZeroShotBaseScorer.train(cascade.encoder(), examples, withText),
        NeighborBaseScorer.train(
            examples, issues.stream().map(IssueVectors::position).toList(), folds),
        LinearBaseScorer.train(LinearInput.ALL, linear, labels, folds, cost),
        LinearBaseScorer.train(LinearInput.WORDS, linear, labels, folds, cost),
        LinearBaseScorer.train(LinearInput.EMBEDDING, linear, labels, folds, cost));
  }

  /**
   * Gives the fine-tuned bundle the labels on which its loss is lower than that of the chosen
   * scorer, and leaves all labels to it that it cannot be judged on.
   */
  private ModelSelection select(
      TrainingExamples examples,
      List<CalibratedScorer> scorers,
      Map<String, String> chosen,
      Optional<FineTunedBaseScorer> fineTuned) {
    Map<String, String> serving = new HashMap<>(chosen);
    Set<String> judged = new HashSet<>();
    int won = 0;
    for (int label = 0; label < examples.labels().size(); label++) {
      String key = LabelCatalog.key(examples.labels().get(label).name());
      if (fineTuned.isPresent() && fineTuned.get().covers(label)) {
        judged.add(key);
        int position = label;
        String rival = chosen.getOrDefault(key, StackingModel.ID);
        boolean beaten =
            scorers.stream()
                .filter(scorer -> scorer.id().equals(rival))
                .anyMatch(scorer -> fineTuned.get().beats(position, scorer.odds()[position]));
        if (beaten) {
          serving.put(key, FineTunedBaseScorer.ID);
          won++;
        }
      }
    }
    if (fineTuned.isPresent()) {
      LOG.info("{} serves {} of {} labels", fineTuned.get().describe(), won, judged.size());
    }
    return new ModelSelection(
        serving,
        chosen,
        label -> cascade.operators().test(label) && !judged.contains(LabelCatalog.key(label)));
  }
}
