package io.github.issuetagger.github;

import io.github.issuetagger.config.Secret;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** An RSA key made for this run, in the two shapes that PEM files have. */
final class TestKeys {
  static final KeyPair PAIR = generate();

  /** SEQUENCE (4 bytes), version (3), algorithm (15) and the OCTET STRING's head (4). */
  private static final int PKCS8_HEAD = 26;

  private TestKeys() {}

  static Secret pkcs8() {
    return pem("PRIVATE KEY", PAIR.getPrivate().getEncoded());
  }

  static Secret pkcs1() {
    byte[] pkcs8 = PAIR.getPrivate().getEncoded();
    return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS8_HEAD, pkcs8.length));
  }

  private static Secret pem(String type, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return new Secret("-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n");
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
