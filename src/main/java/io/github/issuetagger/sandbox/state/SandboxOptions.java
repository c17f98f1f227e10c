package io.github.issuetagger.sandbox.state;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The options of a sandbox.
 *
 * @param clock the clock for tokens, rate limits and timestamps
 * @param port the port on the loopback address; 0 for any free port
 * @param slug the App's short name; its account is {@code slug[bot]}
 * @param webhookSecret the secret that signs the webhooks
 * @param hourlyLimit the calls that an installation may make in an hour
 * @param permissions the permissions that installations grant the App
 * @param events the webhooks that the App subscribes to; installation events and pings are always
 *     sent
 */
public record SandboxOptions(
    Clock clock,
    int port,
    String slug,
    String webhookSecret,
    int hourlyLimit,
    Map<String, String> permissions,
    List<String> events) {
  public SandboxOptions {
    permissions = Map.copyOf(permissions);
    events = List.copyOf(events);
  }

  /**
   * Returns options with any free port, GitHub's usual rate limit, and the permissions and events
   * that the App requests.
   */
  public static SandboxOptions defaults() {
    return new SandboxOptions(
        Clock.systemUTC(),
        0,
        "issue-tagger",
        "sandbox-webhook-secret",
        5_000,
        Map.of("issues", "write", "metadata", "read", "contents", "read"),
        List.of("issues", "issue_comment", "label", "repository"));
  }

  public SandboxOptions withClock(Clock newClock) {
    return new SandboxOptions(
        newClock, port, slug, webhookSecret, hourlyLimit, permissions, events);
  }

  public SandboxOptions withPort(int newPort) {
    return new SandboxOptions(
        clock, newPort, slug, webhookSecret, hourlyLimit, permissions, events);
  }

  public SandboxOptions withWebhookSecret(String newSecret) {
    return new SandboxOptions(clock, port, slug, newSecret, hourlyLimit, permissions, events);
  }

  public SandboxOptions withHourlyLimit(int newLimit) {
    return new SandboxOptions(clock, port, slug, webhookSecret, newLimit, permissions, events);
  }

  public SandboxOptions withPermissions(Map<String, String> newPermissions) {
    return new SandboxOptions(
        clock, port, slug, webhookSecret, hourlyLimit, newPermissions, events);
  }

  public SandboxOptions withEvents(List<String> newEvents) {
    return new SandboxOptions(
        clock, port, slug, webhookSecret, hourlyLimit, permissions, newEvents);
  }
}
