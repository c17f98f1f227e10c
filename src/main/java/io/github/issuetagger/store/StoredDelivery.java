package io.github.issuetagger.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A delivery as the store knows it, without its payload.
 *
 * @param guid GitHub's id of the delivery
 * @param event GitHub's name of the event
 * @param status where it stands
 * @param attempts failed tries so far
 * @param postponements times that GitHub asked to come back later
 * @param receivedAt when it was accepted
 * @param dueAt when it is tried next
 * @param finishedAt when it was done or given up
 * @param reason why the last try failed, one line
 * @param stack the stack of the last failure
 * @param payloadBytes the payload's size
 */
public record StoredDelivery(
    String guid,
    String event,
    DeliveryStatus status,
    int attempts,
    int postponements,
    Instant receivedAt,
    Optional<Instant> dueAt,
    Optional<Instant> finishedAt,
    Optional<String> reason,
    Optional<String> stack,
    int payloadBytes) {}
