package io.github.issuetagger.config;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads RSA private keys as people paste them. Messages never contain a part of the key. */
public final class PrivateKeyReader {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]+?)\\s*-----END \\1-----");

  /** AlgorithmIdentifier of RSA: the sequence of OID 1.2.840.113549.1.1.1 and NULL (RFC 8017). */
  private static final byte[] RSA_IDENTIFIER = {
    0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
  };

  private static final byte[] VERSION_ZERO = {0x02, 0x01, 0x00};
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private PrivateKeyReader() {}

  /**
   * Returns the key's PEM with real line breaks. Accepts PEM, PEM with {@code \n} for line breaks,
   * and base64 of PEM.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static Secret normalize(String text) {
    String pem = text.strip().replace("\\r", "").replace("\\n", "\n");
    if (!pem.contains("-----BEGIN ")) {
      pem = decodeBase64(pem);
    }
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.find()) {
      throw new IllegalArgumentException("is neither a PEM key nor base64 of one");
    }
    return new Secret(matcher.group() + "\n");
  }

  /**
   * Parses the key.
   *
   * @param pem PEM of an RSA key, PKCS#1 or PKCS#8
   * @throws IllegalArgumentException if the key is of another kind, or damaged
   */
  public static RSAPrivateKey parse(Secret pem) {
    Matcher matcher = PEM.matcher(pem.reveal());
    if (!matcher.find()) {
      throw new IllegalArgumentException("is not a PEM key");
    }
    byte[] content =
        switch (matcher.group(1)) {
          case "RSA PRIVATE KEY" -> toPkcs8(decode(matcher.group(2)));
          case "PRIVATE KEY" -> decode(matcher.group(2));
          case "ENCRYPTED PRIVATE KEY" ->
              throw new IllegalArgumentException("is encrypted with a passphrase");
          default -> throw new IllegalArgumentException("is not an RSA private key");
        };
    try {
      return (RSAPrivateKey)
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(content));
    } catch (GeneralSecurityException e) {
      // Leave the cause out, because some providers quote what they could not read.
      throw new IllegalArgumentException("is not an RSA private key, or damaged");
    }
  }

  private static String decodeBase64(String text) {
    try {
      return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is damaged: not base64 between its lines");
    }
  }

  /** Wraps a PKCS#1 key in PKCS#8, which Java can read (RFC 5208, section 5). */
  private static byte[] toPkcs8(byte[] pkcs1) {
    byte[] key = element(OCTET_STRING, pkcs1);
    byte[] content =
        ByteBuffer.allocate(VERSION_ZERO.length + RSA_IDENTIFIER.length + key.length)
            .put(VERSION_ZERO)
            .put(RSA_IDENTIFIER)
            .put(key)
            .array();
    return element(SEQUENCE, content);
  }

  /** Encodes a DER element. Uses the long form of the length with two bytes if needed. */
  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
