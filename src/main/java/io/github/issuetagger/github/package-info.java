/**
 * The gateway to GitHub: tokens, caches, rate limits. The only room that knows github-api.
 *
 * <p>A call passes, from the outside in: {@code FailureInterceptor} (each failure becomes one kind of
 * {@code GitHubException}), {@code RedirectInterceptor}, {@code SameHostInterceptor}, {@code
 * InstallationAuthInterceptor} (once more with a new token after a 401), the HTTP cache on disk (asked after
 * by ETag each time), and {@code TokenInterceptor}.
 *
 * <p>github-api reads labels and does the writing. What it does not know, or would read with
 * further calls, is read as plain JSON on the same way: issues, events and comments (it reads each
 * user again to say who is a bot), roles (no {@code role_name}), tokens, the App's webhook.
 */
@NullMarked
package io.github.issuetagger.github;

import org.jspecify.annotations.NullMarked;
