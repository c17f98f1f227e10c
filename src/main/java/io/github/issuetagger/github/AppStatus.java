package io.github.issuetagger.github;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The App as GitHub has it registered.
 *
 * @param name its name, for people
 * @param slug its name in URLs; its comments are by {@code SLUG[bot]}
 * @param permissions level by permission
 * @param events the events that it is subscribed to
 * @param webhook where webhooks go, empty when no URL is set
 */
public record AppStatus(
    String name,
    String slug,
    Map<String, String> permissions,
    Set<String> events,
    Optional<Webhook> webhook) {
  public AppStatus {
    permissions = Map.copyOf(permissions);
    events = Set.copyOf(events);
  }

  /** The permissions that the App needs and does not have. */
  public List<RequiredPermission> missingPermissions() {
    return Stream.of(RequiredPermission.values())
        .filter(permission -> !permission.grantedBy(permissions))
        .toList();
  }

  /** The events that the App needs and is not subscribed to. */
  public List<RequiredEvent> missingEvents() {
    return Stream.of(RequiredEvent.values())
        .filter(event -> !events.contains(event.key()))
        .toList();
  }

  /**
   * Where webhooks go.
   *
   * @param url the receiver's URL
   * @param contentType {@code json}, which the receiver needs, or {@code form}
   * @param verifiesTls whether GitHub checks the receiver's certificate
   */
  public record Webhook(String url, String contentType, boolean verifiesTls) {}
}
