package io.github.issuetagger.github.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.github.http.GitHubException.Kind;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Asks GitHub for installation tokens: one call each, where github-api reads the App and the
 * installation first.
 */
public final class TokenIssuer {
  private final RestClient app;

  /**
   * @param app calls that are signed in as the App itself
   */
  public TokenIssuer(RestClient app) {
    this.app = app;
  }

  public InstallationToken issue(long installationId) {
    JsonNode answer =
        app.post("app", "installations", Long.toString(installationId), "access_tokens");
    String token = answer.path("token").asText();
    try {
      Instant expiresAt = Instant.parse(answer.path("expires_at").asText());
      return new InstallationToken(new Secret(token), expiresAt);
    } catch (DateTimeException | IllegalArgumentException e) {
      // Without the cause: its text could hold a piece of the answer.
      throw new GitHubException(
          Kind.UNAVAILABLE, "GitHub's answer holds no installation token", null, null);
    }
  }
}
