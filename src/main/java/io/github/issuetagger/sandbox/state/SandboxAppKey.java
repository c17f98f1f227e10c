package io.github.issuetagger.sandbox.state;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;

/** The App's RSA key. Each sandbox creates a new one. */
public final class SandboxAppKey {
  private static final int BITS = 2048;

  /**
   * The length of the PKCS#8 header before the PKCS#1 key: version, algorithm and the octet
   * string's header. It is the same for every 2048-bit key.
   */
  private static final int PKCS8_HEADER = 26;

  private final KeyPair pair;

  public SandboxAppKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      pair = generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }

  public PublicKey publicKey() {
    return pair.getPublic();
  }

  /** Returns the private key in GitHub's format: PEM, PKCS#1. */
  public String pem() {
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, PKCS8_HEADER, pkcs8.length);
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs1);
    return "-----BEGIN RSA PRIVATE KEY-----\n" + text + "\n-----END RSA PRIVATE KEY-----\n";
  }
}
