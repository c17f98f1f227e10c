package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.model.EntailmentModel;
import io.github.issuetagger.model.bundle.EntailmentHead;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores a label only by how likely the issue entails the label's hypothesis, for a model that was
 * not fitted together with an encoder. In a large catalog the model is asked only about the most
 * similar labels. The others keep the order by similarity, below the labels that were asked about.
 */
final class EntailmentScorer implements Scorer {
  private static final String NAME = "zero-shot/nli";

  private final EntailmentModel model;
  private final EntailmentHead head;
  private final SimilarityScorer similarity;

  /** Scores by an opened model, which the caller closes. */
  EntailmentScorer(EntailmentModel model, SimilarityScorer similarity) {
    this.model = model;
    this.head = model.bundle().outputs().entailment().orElseThrow();
    this.similarity = similarity;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> bundles() {
    return List.of(model.bundle().id());
  }

  @Override
  public boolean covers(Label label) {
    return true;
  }

  @Override
  public double f1Threshold(String label) {
    return head.threshold();
  }

  @Override
  public List<ScoredLabel> scores(IssueFeatures issue, LabelCatalog catalog) {
    SimilarityScorer.Findings found = similarity.find(issue, catalog);
    List<Integer> asked =
        CandidateFeatures.shortlist(catalog, found.logOdds(), CandidateFeatures.MAX_PAIRS);
    List<String> hypotheses =
        asked.stream().map(catalog.labels()::get).map(Hypotheses::hypothesis).toList();
    double[] entailed = model.entailment(issue.text(), hypotheses);
    double lowest = Arrays.stream(entailed).min().orElse(1);
    double[] scores =
        Arrays.stream(found.logOdds()).map(odds -> LogOdds.probability(odds) * lowest).toArray();
    for (int i = 0; i < entailed.length; i++) {
      scores[asked.get(i)] = entailed[i];
    }
    return IntStream.range(0, scores.length)
        .mapToObj(i -> new ScoredLabel(catalog.labels().get(i).name(), scores[i], NAME))
        .toList();
  }
}
