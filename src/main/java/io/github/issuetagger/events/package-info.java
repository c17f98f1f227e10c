/**
 * Webhook events: one parser from a delivery to a typed event, and one router from an event to its
 * handlers.
 *
 * <p>The handlers live in the packages that act on an event. The root package lists which handlers
 * an event has.
 */
@NullMarked
package io.github.issuetagger.events;

import org.jspecify.annotations.NullMarked;
