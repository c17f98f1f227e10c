package io.github.issuetagger.config;

import java.util.List;
import java.util.Optional;

/**
 * The configuration of the HTTP server.
 *
 * @param host the address to listen on
 * @param port the port; 0 picks any free one
 * @param webhookPath the path to which webhooks are posted
 * @param maxPayloadBytes the largest accepted webhook body
 * @param webhookSecrets the accepted secrets, newest first; two while one is rotated
 * @param pagesPassword the password for the pages; without it there are no pages
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
      throw new IllegalArgumentException("a server needs a webhook secret");
    }
  }
}
