package io.github.issuetagger.learning.training;

import io.github.issuetagger.math.SparseVector;
import io.github.issuetagger.scoring.HashedWords;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hashed terms of a repository's issues, and how rare each term is. A term that occurs n times
 * in a text counts {@code (1 + ln n) · idf}, with {@code idf = ln((1 + N) / (1 + df)) + 1}; title
 * and whole text are each scaled to length 1. That is scikit-learn's {@code TfidfVectorizer} with
 * {@code sublinear_tf}.
 */
public final class Vocabulary {
  /** A term of a single issue says nothing about other issues. */
  private static final int MIN_ISSUES = 2;

  /** The most terms, the most common first: a quarter of a megabyte of weights a label. */
  private static final int MAX_TERMS = 1 << 16;

  private static final int UNKNOWN = -1;

  private final int[] slots;
  private final float[] rarity;

  private Vocabulary(int[] slots, float[] rarity) {
    this.slots = slots;
    this.rarity = rarity;
  }

  /** Returns the terms of some issues. */
  public static Vocabulary of(List<SparseVector> counted) {
    int[] issues = new int[2 * HashedWords.BLOCK];
    for (SparseVector counts : counted) {
      for (int term : counts.indices()) {
        issues[term]++;
      }
    }
    int[] kept =
        IntStream.range(0, issues.length)
            .filter(term -> issues[term] >= MIN_ISSUES)
            .boxed()
            .sorted((a, b) -> Integer.compare(issues[b], issues[a]))
            .limit(MAX_TERMS)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    int[] slots = new int[issues.length];
    Arrays.fill(slots, UNKNOWN);
    float[] rarity = new float[kept.length];
    for (int slot = 0; slot < kept.length; slot++) {
      slots[kept[slot]] = slot;
      rarity[slot] = (float) (Math.log((1.0 + counted.size()) / (1.0 + issues[kept[slot]])) + 1);
    }
    return new Vocabulary(slots, rarity);
  }

  /** How many terms there are. The vectors' indices are below this number. */
  public int size() {
    return rarity.length;
  }

  /** Returns the weighted terms of an issue. */
  public SparseVector weigh(SparseVector counts) {
    int[] terms = Arrays.stream(counts.indices()).filter(t -> slots[t] != UNKNOWN).toArray();
    int[] indices = new int[terms.length];
    float[] values = new float[terms.length];
    double[] squares = new double[2];
    for (int from = 0, to = 0; from < counts.indices().length; from++) {
      int term = counts.indices()[from];
      if (slots[term] != UNKNOWN) {
        indices[to] = slots[term];
        values[to] = (float) ((1 + Math.log(counts.values()[from])) * rarity[slots[term]]);
        squares[term / HashedWords.BLOCK] += (double) values[to] * values[to];
        to++;
      }
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= (float) Math.sqrt(squares[terms[i] / HashedWords.BLOCK]);
    }
    return new SparseVector(indices, values);
  }
}
