package io.github.issuetagger.learn;

import java.util.ArrayList;
import java.util.List;

/**
 * What people have said since the model was trained. It counts at once, for issues that lie near:
 * each word draws a label's log-odds to itself the more the nearer its issue lies. Immutable.
 */
final class Corrections {
  static final Corrections NONE = new Corrections(List.of());

  /** The cosine from which a word about one issue says something about another. */
  static final double NEAR = 0.7;

  /** The cosine from which it says as much as about the issue itself. */
  private static final double SAME = 0.9;

  /** The log-odds that a word stands for: 0.98. */
  private static final double SURE = 4;

  private final List<Correction> all;

  /**
   * Somebody's word about a label.
   *
   * @param place where its issue lies, of length 1
   * @param label the label's position
   * @param belongs whether the label belongs
   * @param weight how much the word counts, 0–1
   */
  // Made once, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Correction(float[] place, int label, boolean belongs, double weight) {}

  private Corrections(List<Correction> all) {
    this.all = List.copyOf(all);
  }

  Corrections with(Correction correction) {
    List<Correction> more = new ArrayList<>(all);
    more.add(correction);
    return new Corrections(more);
  }

  /** Draws the log-odds of an issue's labels towards what was said; the last word counts most. */
  void apply(double[] odds, float[] place) {
    for (Correction word : all) {
      double pull = strength(Dots.dot(place, word.place()), word.weight());
      odds[word.label()] = drawn(odds[word.label()], word.belongs(), pull);
    }
  }

  /** How much a word about an issue of that cosine counts, 0–1. */
  static double strength(double cosine, double weight) {
    return weight * Math.max(0, Math.min(1, (cosine - NEAR) / (SAME - NEAR)));
  }

  /** The log-odds drawn towards a word that counts so much. */
  static double drawn(double odds, boolean belongs, double strength) {
    return (1 - strength) * odds + strength * (belongs ? SURE : -SURE);
  }
}
