package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.text.LabelNameWords;

/** Puts into words what a label says about an issue. */
public final class Hypotheses {
  /** Limits descriptions: GitHub allows 100 characters, but other hosts allow more. */
  private static final int DESCRIPTION_LIMIT = 200;

  private Hypotheses() {}

  /** Returns the sentence to test for entailment. Prefers the maintainers' own sentence. */
  public static String hypothesis(Label label) {
    return label
        .hypothesis()
        .orElseGet(
            () -> {
              String sentence =
                  "This issue is about " + LabelNameWords.of(label.name()).phrase() + ".";
              String description = description(label);
              return description.isEmpty() ? sentence : sentence + " " + description;
            });
  }

  /** Returns the text whose embedding stands for the label. */
  public static String meaning(Label label) {
    return label
        .hypothesis()
        .orElseGet(
            () -> {
              String words = LabelNameWords.of(label.name()).spelledOut();
              String description = description(label);
              return description.isEmpty() ? words : words + ": " + description;
            });
  }

  private static String description(Label label) {
    String description = label.description().strip();
    if (description.length() <= DESCRIPTION_LIMIT) {
      return description;
    }
    boolean splits = Character.isHighSurrogate(description.charAt(DESCRIPTION_LIMIT - 1));
    return description.substring(0, splits ? DESCRIPTION_LIMIT - 1 : DESCRIPTION_LIMIT);
  }
}
