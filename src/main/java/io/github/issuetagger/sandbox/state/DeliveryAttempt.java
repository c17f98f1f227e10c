package io.github.issuetagger.sandbox.state;

import java.time.Duration;
import java.time.Instant;

/**
 * An attempt to deliver a webhook to its target.
 *
 * @param id the attempt's ID
 * @param at when the webhook was sent
 * @param took the time until the answer
 * @param statusCode the answer's status; 0 if there was no answer
 * @param redelivery whether the webhook was sent again on request
 */
public record DeliveryAttempt(
    long id,
    SignedDelivery delivery,
    Instant at,
    Duration took,
    int statusCode,
    boolean redelivery) {
  /** Returns true if the target accepted the webhook. */
  public boolean accepted() {
    return statusCode >= 200 && statusCode < 300;
  }

  /** Returns GitHub's description of the outcome. */
  public String status() {
    if (statusCode == 0) {
      return "failed to connect to host";
    }
    return accepted() ? "OK" : "Invalid HTTP Response: " + statusCode;
  }
}
