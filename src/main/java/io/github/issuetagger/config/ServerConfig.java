package io.github.issuetagger.config;

import java.util.List;

/**
 * The HTTP server.
 *
 * @param host the address to listen on
 * @param port the port, 0 for any free one
 * @param webhookPath where webhooks are posted to
 * @param maxPayloadBytes the largest webhook body that is taken
 * @param webhookSecrets the secrets that are accepted, newest first; two while one is rotated
 */
public record ServerConfig(
    String host, int port, String webhookPath, int maxPayloadBytes, List<Secret> webhookSecrets) {
  public ServerConfig {
    webhookSecrets = List.copyOf(webhookSecrets);
    if (webhookSecrets.isEmpty()) {
      throw new IllegalArgumentException("a server without a webhook secret does not start");
    }
  }
}
