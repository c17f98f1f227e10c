package io.github.issuetagger.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.sandbox.state.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Verifies the JSON Web Tokens by which the App identifies itself. */
final class JwtVerifier {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final ObjectMapper mapper = new ObjectMapper();
  private final Clock clock;
  private final String appId;
  private final PublicKey key;

  JwtVerifier(Clock clock, String appId, PublicKey key) {
    this.clock = clock;
    this.appId = appId;
    this.key = key;
  }

  /**
   * Throws an {@code ApiException} with GitHub's status and message unless the token is the App's
   * and is valid now.
   */
  void verify(String token) {
    List<String> parts = List.of(token.split("\\.", -1));
    try {
      if (parts.size() != 3 || !"RS256".equals(json(parts.get(0)).path("alg").asText())) {
        throw undecodable();
      }
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update((parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(Base64.getUrlDecoder().decode(parts.get(2)))) {
        throw undecodable();
      }
      checkClaims(json(parts.get(1)));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw undecodable();
    }
  }

  private void checkClaims(JsonNode claims) {
    Instant now = clock.instant();
    if (!claims.path("iss").asText().equals(appId)) {
      throw new ApiException(404, "Integration not found");
    }
    // GitHub allows for a caller's clock that is slightly ahead.
    if (claims.path("iat").asLong(Long.MAX_VALUE) > now.plusSeconds(60).getEpochSecond()) {
      throw new ApiException(
          401,
          "'Issued at' claim ('iat') must be an Integer representing the time that the assertion"
              + " was issued");
    }
    long expires = claims.path("exp").asLong();
    if (expires <= now.getEpochSecond()) {
      throw new ApiException(
          401,
          "'Expiration time' claim ('exp') must be a numeric value representing the future time at"
              + " which the assertion expires");
    }
    if (expires > now.plus(LONGEST).plusSeconds(60).getEpochSecond()) {
      throw new ApiException(401, "'Expiration time' claim ('exp') is too far in the future");
    }
  }

  private JsonNode json(String part) throws IOException {
    return mapper.readTree(Base64.getUrlDecoder().decode(part));
  }

  private static ApiException undecodable() {
    return new ApiException(401, "A JSON web token could not be decoded");
  }
}
