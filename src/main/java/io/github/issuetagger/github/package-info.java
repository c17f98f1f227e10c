/**
 * What the App reads from GitHub and writes to it, in the project's own terms.
 *
 * <p>How calls travel, with tokens, rate limits and retries, lives in {@code github.http}.
 */
@NullMarked
package io.github.issuetagger.github;

import org.jspecify.annotations.NullMarked;
