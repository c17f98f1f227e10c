package io.github.issuetagger.sandbox.state;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A signed webhook. Posting this body with these headers is what GitHub does.
 *
 * @param guid the delivery's GUID, which a redelivery keeps
 * @param event GitHub's event name
 * @param action GitHub's action name; empty for a ping
 * @param installationId the installation; empty for a ping
 * @param repositoryId the repository, if any
 * @param issueNumber the issue, if any
 * @param body the signed JSON
 * @param headers all of GitHub's headers, the signature among them
 */
// Share the array instead of copying it, because payloads reach 25 MB and are never modified.
@SuppressWarnings("ArrayRecordComponent")
public record SignedDelivery(
    String guid,
    String event,
    String action,
    OptionalLong installationId,
    OptionalLong repositoryId,
    OptionalInt issueNumber,
    byte[] body,
    Map<String, String> headers) {
  public SignedDelivery {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return "SignedDelivery[" + guid + " " + event + "." + action + "]";
  }
}
