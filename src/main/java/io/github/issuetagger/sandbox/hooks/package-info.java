/** The sandbox's webhooks: payloads, signatures and delivery. */
@NullMarked
package io.github.issuetagger.sandbox.hooks;

import org.jspecify.annotations.NullMarked;
