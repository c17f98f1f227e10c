package io.github.issuetagger.domain;

import java.time.Instant;

/**
 * One webhook that GitHub sent.
 *
 * @param guid GitHub's {@code X-GitHub-Delivery}; a redelivery keeps it
 * @param event GitHub's {@code X-GitHub-Event}
 * @param payload the raw JSON body, whose signature has been checked
 * @param receivedAt when the receiver took it
 */
// The array is shared, not copied: payloads reach 25 MB and nobody writes to them.
@SuppressWarnings("ArrayRecordComponent")
public record Delivery(String guid, String event, byte[] payload, Instant receivedAt) {
  @Override
  public String toString() {
    return "Delivery[" + guid + " " + event + ", " + payload.length + " bytes]";
  }
}
