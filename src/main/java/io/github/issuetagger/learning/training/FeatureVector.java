package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.SparseVector;
import io.github.issuetagger.scoring.IssueFeatures;
import java.util.Map;

/**
 * The input of the linear models.
 *
 * @param dense the embeddings of whole text and title, the types' log-odds, and a 1 for the
 *     intercept
 * @param words the weighted terms
 */
// Made once for an issue, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record FeatureVector(float[] dense, SparseVector words) {
  /** Scales log-odds of ±6 to ±1, which is about the length of an embedding. */
  private static final float TYPE_SCALE = 1 / 6f;

  static FeatureVector of(IssueFeatures issue, SparseVector words) {
    float[] whole = issue.embedding();
    float[] title = issue.titleEmbedding();
    double[] types = types(issue.types());
    float[] dense = new float[whole.length + title.length + types.length + 1];
    System.arraycopy(whole, 0, dense, 0, whole.length);
    System.arraycopy(title, 0, dense, whole.length, title.length);
    int at = whole.length + title.length;
    for (double type : types) {
      dense[at++] = (float) type * TYPE_SCALE;
    }
    dense[at] = 1;
    return new FeatureVector(dense, words);
  }

  /** The log-odds in the order of the types' names, because maps have no order. */
  private static double[] types(Map<String, Double> types) {
    return types.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .mapToDouble(Map.Entry::getValue)
        .toArray();
  }

  /** Removes the words. */
  FeatureVector withoutWords() {
    return new FeatureVector(dense, SparseVector.EMPTY);
  }

  /** Removes embeddings and types. */
  FeatureVector wordsAlone() {
    return new FeatureVector(new float[] {1}, words);
  }
}
