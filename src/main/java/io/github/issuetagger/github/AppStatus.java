package io.github.issuetagger.github;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The App's registration at GitHub.
 *
 * @param name the App's name, for people
 * @param slug the App's name in URLs; its account is {@code SLUG[bot]}
 * @param permissions the granted level of each permission
 * @param events the events that the App is subscribed to
 * @param webhook the webhook; empty if no URL is set
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

  /** Returns the permissions that the App needs and does not have. */
  public List<RequiredPermission> missingPermissions() {
    return Stream.of(RequiredPermission.values())
        .filter(permission -> !permission.grantedBy(permissions))
        .toList();
  }

  /** Returns the events that the App needs and is not subscribed to. */
  public List<RequiredEvent> missingEvents() {
    return Stream.of(RequiredEvent.values())
        .filter(event -> !events.contains(event.key()))
        .toList();
  }

  /**
   * The configuration of the webhook.
   *
   * @param url the receiver's URL
   * @param contentType {@code json} or {@code form}; the receiver needs {@code json}
   * @param verifiesTls whether GitHub checks the receiver's certificate
   */
  public record Webhook(String url, String contentType, boolean verifiesTls) {}
}
