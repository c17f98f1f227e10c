package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.scoring.IssueFeatures;

/**
 * An issue as the base scorers see it.
 *
 * @param features what the models say about the issue
 * @param position the mean of the embeddings of title and whole text, of length 1
 * @param vector the input of the linear models
 */
// Made once for an issue, never compared.
@SuppressWarnings("ArrayRecordComponent")
record IssueVectors(IssueFeatures features, float[] position, FeatureVector vector) {
  static IssueVectors of(IssueFeatures features, Vocabulary vocabulary) {
    return new IssueVectors(
        features,
        position(features),
        FeatureVector.of(features, vocabulary.weigh(features.wordCounts())));
  }

  private static float[] position(IssueFeatures features) {
    float[] sum = features.embedding().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += features.titleEmbedding()[i];
    }
    return Vectors.fastNormalized(sum);
  }
}
