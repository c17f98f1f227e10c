package io.github.issuetagger.github;

import io.github.issuetagger.config.Secret;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads RSA keys in the two shapes that PEM files have. */
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([^-]+)-----END (RSA )?PRIVATE KEY-----");

  /** ASN.1 of PKCS#8's version 0 and of the algorithm rsaEncryption (1.2.840.113549.1.1.1). */
  private static final byte[] PKCS8_RSA =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private PrivateKeys() {}

  /**
   * The key of a PEM text.
   *
   * @throws IllegalArgumentException if it is not an RSA private key; the message holds nothing of
   *     the text
   */
  static PrivateKey parse(Secret pem) {
    Matcher matcher = PEM.matcher(pem.reveal());
    if (!matcher.find()) {
      throw new IllegalArgumentException("the private key is not a PEM private key");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
      boolean pkcs1 = matcher.group(1) != null;
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs1 ? wrapped(der) : der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause: nothing of a key may get into a log.
      throw new IllegalArgumentException("the private key is not a readable RSA private key");
    }
  }

  /** PKCS#8 around PKCS#1: SEQUENCE { version, algorithm, OCTET STRING { key } } (RFC 5208). */
  private static byte[] wrapped(byte[] pkcs1) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(PKCS8_RSA);
    content.writeBytes(element(OCTET_STRING, pkcs1));
    return element(SEQUENCE, content.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else {
      // The long form: how many bytes the length has, then the length.
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(0x80 | bytes);
      for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out.write(length >>> shift);
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
