package io.github.issuetagger.model.bundle;

import java.util.List;
import java.util.Locale;

/**
 * How to read an entailment model's outputs.
 *
 * @param classes the class of each output, in the model's order; one of them is {@code entailment}
 * @param threshold the lowest probability, 0–1, to give a label at for the best F1
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

  /** Returns the index of the entailment class. */
  public int entailmentIndex() {
    return classes.indexOf(ENTAILMENT);
  }
}
