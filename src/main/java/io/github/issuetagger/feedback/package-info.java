/**
 * What people's label changes and a repository's history teach, and explanations of predictions.
 *
 * <p>Slash commands live in {@code commands}; training lives in {@code learning}.
 */
@NullMarked
package io.github.issuetagger.feedback;

import org.jspecify.annotations.NullMarked;
