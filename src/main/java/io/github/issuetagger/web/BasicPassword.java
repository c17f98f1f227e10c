package io.github.issuetagger.web;

import io.github.issuetagger.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** One password, asked for by HTTP's Basic scheme (RFC 7617) with whatever user name. */
final class BasicPassword {
  /** What a browser is told that has to ask for it. */
  static final String CHALLENGE = "Basic realm=\"Issue Tagger\", charset=\"UTF-8\"";

  private static final String SCHEME = "basic ";

  private final byte[] expected;

  BasicPassword(Secret password) {
    this.expected = digest(password.bytes());
  }

  /** Whether an {@code Authorization} header holds the password. */
  boolean allows(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    try {
      byte[] pair = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      int colon = new String(pair, StandardCharsets.ISO_8859_1).indexOf(':');
      // Of digests, so that neither the place of a difference nor a length shows in the time.
      return colon >= 0
          && MessageDigest.isEqual(
              expected, digest(Arrays.copyOfRange(pair, colon + 1, pair.length)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] digest(byte[] password) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(password);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
