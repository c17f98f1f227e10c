/**
 * Finds the training examples nearest to an issue's embedding and lets them vote.
 *
 * <p>What is voted on is not known here.
 */
@NullMarked
package io.github.issuetagger.learning.neighbors;

import org.jspecify.annotations.NullMarked;
