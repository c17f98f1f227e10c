package io.github.issuetagger.config;

import java.util.List;
import java.util.Optional;

/**
 * The HTTP server.
 *
 * @param host the address to listen on
 * @param port the port, 0 for any free one
 * @param webhookPath where webhooks are posted to
 * @param maxPayloadBytes the largest webhook body that is taken
 * @param webhookSecrets the secrets that are accepted, newest first; two while one is rotated
 * @param pagesPassword what people have to know to see pages; there are none without
 */
public record ServerConfig(
    String host,
    int port,
    String webhookPath,
    int maxPayloadBytes,
    List<Secret> webhookSecrets,
    Optional<Secret> pagesPassword) {
  public ServerConfig {
    webhookSecrets = List.copyOf(webhookSecrets);
    if (webhookSecrets.isEmpty()) {
      throw new IllegalArgumentException("a server without a webhook secret does not start");
    }
  }
}
