/** The gateway to GitHub: tokens, caches, rate limits. The only room that knows github-api. */
@NullMarked
package io.github.issuetagger.github;

import org.jspecify.annotations.NullMarked;
