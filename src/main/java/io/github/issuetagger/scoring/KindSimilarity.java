package io.github.issuetagger.scoring;

import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.model.Encoder;
import io.github.issuetagger.text.LabelKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares an issue with sentences that are typical of each kind. */
final class KindSimilarity {
  private static final Map<LabelKind, List<String>> TYPICAL =
      Map.of(
          LabelKind.BUG,
          List.of(
              "Something crashes with an error.",
              "It does not work as expected, it is broken.",
              "Unexpected exception and stack trace."),
          LabelKind.FEATURE,
          List.of(
              "Please add support for a new option.",
              "It would be nice to have this feature.",
              "Proposal to improve this."),
          LabelKind.QUESTION,
          List.of("How do I use this?", "Is it possible to do this? I have a question."),
          LabelKind.DOCS,
          List.of("The documentation is missing or wrong.", "Fix a typo in the docs."));

  private final Map<LabelKind, List<float[]>> prototypes = new LinkedHashMap<>();

  KindSimilarity(Encoder encoder) {
    for (LabelKind kind : LabelKind.CUED) {
      prototypes.put(kind, encoder.embed(TYPICAL.getOrDefault(kind, List.of())));
    }
  }

  /**
   * Returns for each kind the cosine to its nearest typical sentence, minus the mean over the
   * kinds, in the order of {@link LabelKind#CUED}.
   */
  double[] of(float[] title, float[] whole) {
    double[] nearest =
        prototypes.values().stream()
            .mapToDouble(sentences -> (nearest(sentences, title) + nearest(sentences, whole)) / 2)
            .toArray();
    double mean = Arrays.stream(nearest).average().orElse(0);
    return Arrays.stream(nearest).map(cosine -> cosine - mean).toArray();
  }

  private static double nearest(List<float[]> sentences, float[] issue) {
    return sentences.stream().mapToDouble(vector -> Vectors.dot(vector, issue)).max().orElse(0);
  }
}
