package io.github.issuetagger.learn;

import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.MeasuredPast;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** What the learner measured, as far as it serves. */
final class LearnedPast implements MeasuredPast {
  private final LearnedModel model;
  private final LabelCatalog catalog;
  private final Predicate<Label> left;

  /**
   * @param catalog the labels that the repository has
   * @param left those of them that another model serves
   */
  LearnedPast(LearnedModel model, LabelCatalog catalog, Predicate<Label> left) {
    this.model = model;
    this.catalog = catalog;
    this.left = left;
  }

  @Override
  public List<String> labels() {
    return catalog.labels().stream().map(Label::name).filter(this::measured).toList();
  }

  @Override
  public boolean measured(String label) {
    return model.learnt(label) && catalog.find(label).filter(left.negate()).isPresent();
  }

  @Override
  public OptionalDouble threshold(String label, double precision) {
    return measured(label) ? model.precisionThreshold(label, precision) : OptionalDouble.empty();
  }

  @Override
  public Outcome from(String label, double score) {
    return outcome(model.measure(label, score));
  }

  @Override
  public Outcome balanced(String label) {
    return from(label, model.f1Threshold(label));
  }

  private static Outcome outcome(Measure measure) {
    return new Outcome(measure.right(), measure.given(), measure.positives());
  }
}
