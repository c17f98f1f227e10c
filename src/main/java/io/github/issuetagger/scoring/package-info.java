/**
 * Turns an issue's text and a label catalog into a score for each label, before anything is learned
 * from the repository.
 *
 * <p>What a repository teaches lives in {@code learning}; what is done with a score lives in {@code
 * policy}.
 */
@NullMarked
package io.github.issuetagger.scoring;

import org.jspecify.annotations.NullMarked;
