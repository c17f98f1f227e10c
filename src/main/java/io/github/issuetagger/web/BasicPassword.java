package io.github.issuetagger.web;

import io.github.issuetagger.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Checks a password by HTTP Basic authentication (RFC 7617) with any user name. */
final class BasicPassword {
  /** The header value that makes a browser ask for the password. */
  static final String CHALLENGE = "Basic realm=\"Issue Tagger\", charset=\"UTF-8\"";

  private static final String SCHEME = "basic ";

  private final byte[] expected;

  BasicPassword(Secret password) {
    this.expected = password.bytes();
  }

  /** Returns whether an {@code Authorization} header contains the password. */
  boolean allows(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    try {
      byte[] pair = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      int colon = new String(pair, StandardCharsets.ISO_8859_1).indexOf(':');
      // The time depends only on the length of the first argument, which the caller chooses.
      return colon >= 0
          && MessageDigest.isEqual(Arrays.copyOfRange(pair, colon + 1, pair.length), expected);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
