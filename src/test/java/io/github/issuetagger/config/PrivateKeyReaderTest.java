package io.github.issuetagger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.testing.TestKeys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A private key")
class PrivateKeyReaderTest {
  static Stream<String> formsOfTheSameKey() {
    String pkcs1 = TestKeys.pkcs1();
    return Stream.of(
        pkcs1,
        TestKeys.pkcs8(),
        "\n  " + pkcs1 + "\n\n",
        pkcs1.replace("\n", "\r\n"),
        pkcs1.replace("\n", "\\n"),
        TestKeys.pkcs8().replace("\n", "\\n"),
        base64(pkcs1),
        Base64.getMimeEncoder().encodeToString(pkcs1.getBytes(StandardCharsets.US_ASCII)));
  }

  @ParameterizedTest
  @MethodSource("formsOfTheSameKey")
  void isReadInEveryFormThatPeoplePaste(String text) {
    assertThat(PrivateKeyReader.parse(PrivateKeyReader.normalize(text)))
        .isEqualTo(TestKeys.RSA.getPrivate());
  }

  static Stream<String> otherTexts() {
    return Stream.of(
        "",
        "secret-words",
        base64("secret-words"),
        "-----BEGIN RSA PRIVATE KEY-----\nsecret-words",
        TestKeys.pem("RSA PRIVATE KEY", "secret-words".getBytes(StandardCharsets.US_ASCII)),
        TestKeys.pem("PRIVATE KEY", TestKeys.ELLIPTIC.getPrivate().getEncoded()),
        TestKeys.pem("PUBLIC KEY", TestKeys.RSA.getPublic().getEncoded()),
        TestKeys.pem("ENCRYPTED PRIVATE KEY", new byte[64]),
        TestKeys.pkcs1().substring(0, 400) + "\n-----END RSA PRIVATE KEY-----\n");
  }

  @ParameterizedTest
  @MethodSource("otherTexts")
  void isRefusedWithoutBeingQuotedWhenItIsSomethingElse(String text) {
    assertThatThrownBy(() -> PrivateKeyReader.parse(PrivateKeyReader.normalize(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageNotContaining("secret-words");
  }

  @Test
  void saysThatItIsEncrypted() {
    Secret encrypted = new Secret(TestKeys.pem("ENCRYPTED PRIVATE KEY", new byte[64]));

    assertThatThrownBy(() -> PrivateKeyReader.parse(encrypted)).hasMessageContaining("passphrase");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
