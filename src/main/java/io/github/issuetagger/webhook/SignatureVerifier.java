package io.github.issuetagger.webhook;

import io.github.issuetagger.config.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that a body was signed with one of the webhook secrets: HMAC-SHA256 over the raw bytes,
 * compared in constant time.
 */
public final class SignatureVerifier {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "sha256=";
  private static final int DIGEST_BYTES = 32;

  private final List<SecretKeySpec> keys;

  /**
   * @param secrets the accepted secrets; at least one
   */
  public SignatureVerifier(List<Secret> secrets) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("at least one webhook secret is required");
    }
    this.keys =
        secrets.stream().map(secret -> new SecretKeySpec(secret.bytes(), ALGORITHM)).toList();
  }

  /**
   * Returns whether the signature is valid for the body.
   *
   * @param signature the header {@code X-Hub-Signature-256}: {@code sha256=} and 64 hex digits of
   *     either case; null if there is none
   */
  public boolean verify(byte[] body, @Nullable String signature) {
    Optional<byte[]> given = digest(signature);
    if (given.isEmpty()) {
      return false;
    }
    boolean verified = false;
    for (SecretKeySpec key : keys) {
      // Checks all keys, so that the time does not reveal which one matched.
      verified |= MessageDigest.isEqual(hmac(key, body), given.get());
    }
    return verified;
  }

  private static Optional<byte[]> digest(@Nullable String signature) {
    if (signature == null
        || !signature.startsWith(PREFIX)
        || signature.length() != PREFIX.length() + 2 * DIGEST_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(HexFormat.of().parseHex(signature, PREFIX.length(), signature.length()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] hmac(SecretKeySpec key, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
    }
  }
}
