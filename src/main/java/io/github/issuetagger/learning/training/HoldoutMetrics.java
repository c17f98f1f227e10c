package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.HoldoutResults;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.math.Counts;
import java.util.List;
import java.util.OptionalDouble;

/** The holdout results of the labels that a model serves. */
public final class HoldoutMetrics implements HoldoutResults {
  private final LearnedModel model;
  private final LabelCatalog catalog;

  /**
   * @param catalog the labels that the repository has
   */
  public HoldoutMetrics(LearnedModel model, LabelCatalog catalog) {
    this.model = model;
    this.catalog = catalog;
  }

  @Override
  public List<String> labels() {
    return catalog.labels().stream().map(Label::name).filter(this::measured).toList();
  }

  @Override
  public boolean measured(String label) {
    return model.serves(label) && catalog.find(label).isPresent();
  }

  @Override
  public OptionalDouble threshold(String label, double precision) {
    return measured(label) ? model.precisionThreshold(label, precision) : OptionalDouble.empty();
  }

  @Override
  public Counts from(String label, double score) {
    return model.measure(label, score);
  }

  @Override
  public Counts balanced(String label) {
    return from(label, model.f1Threshold(label));
  }
}
