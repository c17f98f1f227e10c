package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.model.MultiLabelModel;
import io.github.issuetagger.model.bundle.LabelHead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores the labels that a model was fine-tuned for. Knows no other labels. */
final class FineTunedScorer implements Scorer {
  private static final String NAME = FineTunedBundle.SCORER;

  private final MultiLabelModel model;
  private final FineTunedBundle bundle;
  private final Map<String, Integer> positions = new HashMap<>();

  /** Scores by an opened model, which the caller closes. */
  FineTunedScorer(MultiLabelModel model) {
    this.model = model;
    this.bundle = FineTunedBundle.of(model.bundle());
    List<LabelHead> labels = labels();
    for (int i = 0; i < labels.size(); i++) {
      positions.put(LabelCatalog.key(labels.get(i).name()), i);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> bundles() {
    return List.of(model.bundle().id());
  }

  FineTunedBundle bundle() {
    return bundle;
  }

  @Override
  public boolean covers(Label label) {
    return covers(label.name());
  }

  boolean covers(String label) {
    return positions.containsKey(LabelCatalog.key(label));
  }

  /** Returns the calibrated log-odds of the bundle's labels, in its order. */
  float[] logOdds(String text) {
    double[] odds = model.logOdds(text);
    float[] kept = new float[odds.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = (float) odds[i];
    }
    return kept;
  }

  @Override
  public List<ScoredLabel> scores(IssueFeatures issue, LabelCatalog catalog) {
    float[] odds = issue.fineTuned(bundle).orElseGet(() -> logOdds(issue.text()));
    return catalog.labels().stream()
        .map(
            label ->
                new ScoredLabel(
                    label.name(), LogOdds.probability(odds[position(label.name())]), NAME))
        .toList();
  }

  @Override
  public double f1Threshold(String label) {
    return labels().get(position(label)).threshold();
  }

  private int position(String label) {
    return Optional.ofNullable(positions.get(LabelCatalog.key(label)))
        .orElseThrow(() -> new IllegalArgumentException("not a label of the model: " + label));
  }

  private List<LabelHead> labels() {
    return model.bundle().outputs().labels();
  }
}
