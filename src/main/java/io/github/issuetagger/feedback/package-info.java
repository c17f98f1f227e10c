/**
 * Training data from label changes, commands and history, and explanations of predictions.
 *
 * <p>Slash commands live in {@code commands}; training lives in {@code learning}.
 */
@NullMarked
package io.github.issuetagger.feedback;

import org.jspecify.annotations.NullMarked;
