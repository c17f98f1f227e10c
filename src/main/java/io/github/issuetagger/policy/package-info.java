/**
 * Prediction and repository settings to a plan. Pure: nothing here reads a clock or a network, and
 * the only thing read at all are the shipped default settings, once, from the class path.
 */
@NullMarked
package io.github.issuetagger.policy;

import org.jspecify.annotations.NullMarked;
