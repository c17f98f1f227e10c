package io.github.issuetagger.learning.neighbors;

/**
 * An example that lies near an issue.
 *
 * @param example its position among the examples
 * @param similarity the cosine, −1 to 1
 */
public record Neighbor(int example, double similarity) {}
