package io.github.issuetagger.learning.neighbors;

/**
 * A training example that is similar to an issue.
 *
 * @param example the example's position
 * @param similarity the cosine, −1 to 1
 */
public record Neighbor(int example, double similarity) {}
