package io.github.issuetagger.domain;

import java.time.Instant;

/**
 * A webhook delivery from GitHub.
 *
 * @param guid GitHub's {@code X-GitHub-Delivery}; a redelivery keeps it
 * @param event GitHub's {@code X-GitHub-Event}
 * @param payload the raw JSON body; its signature has been verified
 * @param receivedAt when the App received it
 */
// The array is not copied, because payloads reach 25 MB and are never changed.
@SuppressWarnings("ArrayRecordComponent")
public record Delivery(String guid, String event, byte[] payload, Instant receivedAt) {
  @Override
  public String toString() {
    return "Delivery[" + guid + " " + event + ", " + payload.length + " bytes]";
  }
}
