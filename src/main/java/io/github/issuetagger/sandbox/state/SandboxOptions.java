package io.github.issuetagger.sandbox.state;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * How a sandbox is to behave.
 *
 * @param clock tells the time to tokens, limits and stamps
 * @param port where it listens on the loopback address, 0 for any free port
 * @param slug the App's short name; it writes as {@code slug[bot]}
 * @param webhookSecret signs the webhooks
 * @param hourlyLimit requests that an installation may make in an hour
 * @param permissions what installations grant the App
 * @param events the webhooks that the App subscribes to; installation events and pings come anyway
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

  /** Any free port, GitHub's usual limit, and the permissions and events that the App asks for. */
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
