/** Verifies a webhook, stores it, answers 202. */
@NullMarked
package io.github.issuetagger.webhook;

import org.jspecify.annotations.NullMarked;
