package io.github.issuetagger.sandbox.state;

import java.time.Duration;
import java.time.Instant;

/**
 * One try to hand a webhook to its target.
 *
 * @param id GitHub's number for the try
 * @param at when it was sent
 * @param took until the answer
 * @param statusCode the answer's status, 0 when none came
 * @param redelivery whether it was sent again on request
 */
public record DeliveryAttempt(
    long id,
    SignedDelivery delivery,
    Instant at,
    Duration took,
    int statusCode,
    boolean redelivery) {
  /** Whether the target took it. */
  public boolean accepted() {
    return statusCode >= 200 && statusCode < 300;
  }

  /** GitHub's word for the outcome. */
  public String status() {
    if (statusCode == 0) {
      return "failed to connect to host";
    }
    return accepted() ? "OK" : "Invalid HTTP Response: " + statusCode;
  }
}
