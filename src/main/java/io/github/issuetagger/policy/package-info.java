/**
 * Prediction and repository settings to a plan. Pure: nothing here reads a clock, a disk or a
 * network.
 */
@NullMarked
package io.github.issuetagger.policy;

import org.jspecify.annotations.NullMarked;
