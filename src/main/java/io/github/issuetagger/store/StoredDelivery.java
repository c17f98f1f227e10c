package io.github.issuetagger.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A stored delivery without its payload.
 *
 * @param guid GitHub's ID of the delivery
 * @param event GitHub's name of the event
 * @param status the delivery's status
 * @param attempts the number of failed attempts
 * @param postponements how often GitHub postponed the delivery
 * @param receivedAt when the delivery was accepted
 * @param dueAt when the next attempt is due
 * @param finishedAt when the delivery was handled or failed permanently
 * @param reason why the last attempt failed, in one line
 * @param stack the stack trace of the last failure
 * @param payloadBytes the size of the payload
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
