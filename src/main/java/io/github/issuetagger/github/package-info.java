/**
 * Reads from GitHub and writes to GitHub, in the project's own types.
 *
 * <p>Transport, tokens, rate limits and retries are in {@code github.http}.
 */
@NullMarked
package io.github.issuetagger.github;

import org.jspecify.annotations.NullMarked;
