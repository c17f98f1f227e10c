package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.SparseVector;
import io.github.issuetagger.scoring.IssueFeatures;
import java.util.Map;

/**
 * An issue as the linear models see it.
 *
 * @param dense the embeddings of whole and title, the types' log-odds, and a 1 for the intercept
 * @param words its weighted terms
 */
// Made once for an issue, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record FeatureVector(float[] dense, SparseVector words) {
  /** Log-odds of ±6 become ±1, about as much as an embedding weighs. */
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

  /** In the order of their names, which maps do not keep. */
  private static double[] types(Map<String, Double> types) {
    return types.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .mapToDouble(Map.Entry::getValue)
        .toArray();
  }

  /** The same without words. */
  FeatureVector withoutWords() {
    return new FeatureVector(dense, SparseVector.EMPTY);
  }

  /** The same without embeddings and types. */
  FeatureVector wordsAlone() {
    return new FeatureVector(new float[] {1}, words);
  }
}
