package io.github.issuetagger.sandbox.state;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A webhook, ready to be sent: whoever posts this body with these headers is GitHub.
 *
 * @param guid the delivery's GUID, which a redelivery keeps
 * @param event GitHub's event name
 * @param action what happened, empty for a ping
 * @param installationId the installation that it is about, absent for a ping
 * @param repositoryId the repository that it is about
 * @param issueNumber the issue that it is about
 * @param body the JSON that is signed
 * @param headers all of GitHub's headers, the signature among them
 */
// The array is shared, not copied: payloads reach 25 MB and nobody writes to them.
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
