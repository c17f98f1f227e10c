package io.github.issuetagger.model.bundle;

import java.util.List;
import java.util.Locale;

/**
 * How an entailment model's outputs are read.
 *
 * @param classes what each output stands for, in the model's order; one of them is {@code
 *     entailment}
 * @param threshold the probability, 0–1, from which a label is best given for F1
 * @param calibration from the log-odds of entailment to a probability
 */
public record EntailmentHead(List<String> classes, double threshold, Calibration calibration) {
  private static final String ENTAILMENT = "entailment";

  public EntailmentHead {
    classes = classes.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    if (classes.size() < 2 || classes.size() > 3 || !classes.contains(ENTAILMENT)) {
      throw new IllegalArgumentException(
          "an entailment model has two or three classes, one of them 'entailment': " + classes);
    }
  }

  /** The output that stands for entailment. */
  public int entailmentIndex() {
    return classes.indexOf(ENTAILMENT);
  }
}
