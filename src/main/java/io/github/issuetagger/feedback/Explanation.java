package io.github.issuetagger.feedback;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Why a label fits an issue, or does not.
 *
 * @param label the label's name
 * @param score its score, 0–1
 * @param rung the rung of the ladder that spoke
 * @param bundle name and version of the model bundle
 * @param precision how often this rung is right about this label in the repository, 0–1; empty
 *     while that is not measured
 * @param phrases the phrases that weighed most for the label, the weightiest first
 * @param neighbours the nearest issues that carry the label, the nearest first
 */
public record Explanation(
    String label,
    double score,
    String rung,
    String bundle,
    OptionalDouble precision,
    List<Phrase> phrases,
    List<Neighbour> neighbours) {
  public Explanation {
    phrases = List.copyOf(phrases);
    neighbours = List.copyOf(neighbours);
  }

  /**
   * A piece of the issue.
   *
   * @param text what people wrote
   * @param weight by how much the score falls without it, 0–1
   */
  public record Phrase(String text, double weight) {}

  /**
   * An issue of the repository that carries the label.
   *
   * @param issue its number
   * @param similarity how alike the two are, 0–1
   */
  public record Neighbour(int issue, double similarity) {}
}
