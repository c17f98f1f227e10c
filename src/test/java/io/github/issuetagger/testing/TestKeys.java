package io.github.issuetagger.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;

/** Private keys, made for this run, in the forms that people have them. */
public final class TestKeys {
  public static final KeyPair RSA = generate("RSA", 2048);
  public static final KeyPair ELLIPTIC = generate("EC", 256);

  /** PKCS#8 puts 26 bytes of header before a PKCS#1 key of 2,048 bits. */
  private static final int PKCS8_HEADER = 26;

  private TestKeys() {}

  public static String pkcs8() {
    return pem("PRIVATE KEY", RSA.getPrivate().getEncoded());
  }

  public static String pkcs1() {
    byte[] pkcs8 = RSA.getPrivate().getEncoded();
    return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS8_HEADER, pkcs8.length));
  }

  public static String pem(String kind, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }

  private static KeyPair generate(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
