package io.github.issuetagger.predict;

import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.model.EntailmentModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores a label by how likely the issue entails its hypothesis. Each hypothesis costs an
 * inference, so in a large catalog only those labels are asked about that similarity puts first;
 * the others keep similarity's order, below the ones asked about.
 */
final class EntailmentPredictor implements Rung {
  /** How many hypotheses are tested on one issue; at about 10 ms each this stays under a second. */
  static final int SHORTLIST = 24;

  private final EntailmentModel model;
  private final Rung shortlist;

  EntailmentPredictor(EntailmentModel model, Rung shortlist) {
    this.model = model;
    this.shortlist = shortlist;
  }

  @Override
  public String name() {
    return "zero-shot/nli";
  }

  @Override
  public String bundle() {
    return model.bundle().id();
  }

  @Override
  public boolean covers(Label label) {
    return true;
  }

  @Override
  public double f1Threshold() {
    return model.bundle().outputs().entailment().orElseThrow().threshold();
  }

  @Override
  public double[] scores(Reading issue, LabelCatalog catalog) {
    if (catalog.size() <= SHORTLIST) {
      return entailment(issue, catalog.labels());
    }
    double[] scores = shortlist.scores(issue, catalog);
    List<Integer> asked =
        IntStream.range(0, catalog.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer index) -> scores[index]).reversed())
            .limit(SHORTLIST)
            .toList();
    double[] entailed = entailment(issue, asked.stream().map(catalog.labels()::get).toList());
    double lowest = Arrays.stream(entailed).min().orElseThrow();
    for (int i = 0; i < scores.length; i++) {
      scores[i] *= lowest;
    }
    for (int i = 0; i < entailed.length; i++) {
      scores[asked.get(i)] = entailed[i];
    }
    return scores;
  }

  private double[] entailment(Reading issue, List<Label> labels) {
    return model.entailment(issue.whole(), labels.stream().map(Hypotheses::hypothesis).toList());
  }
}
