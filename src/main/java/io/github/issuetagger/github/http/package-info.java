/**
 * Calls to the GitHub API: HTTP clients, authentication, rate limits, the cache on disk, and the
 * classification of failures.
 *
 * <p>A call passes, from the outside in: {@code FailureInterceptor} (turns each failure into one
 * kind of {@code GitHubException}), {@code RedirectInterceptor}, {@code SameHostInterceptor},
 * {@code InstallationAuthInterceptor} (tries once more with a new token after a 401), the HTTP
 * cache on disk (revalidated by ETag each time), and {@code TokenInterceptor} with {@code
 * WriteOnceInterceptor} at the connection.
 */
@NullMarked
package io.github.issuetagger.github.http;

import org.jspecify.annotations.NullMarked;
