/**
 * Turns a prediction and the repository's settings into a plan.
 *
 * <p>Pure: nothing here reads a clock, a file, a database or the network.
 */
@NullMarked
package io.github.issuetagger.policy;

import org.jspecify.annotations.NullMarked;
