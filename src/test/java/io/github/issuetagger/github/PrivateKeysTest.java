package io.github.issuetagger.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.issuetagger.config.Secret;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A private key")
class PrivateKeysTest {
  @Test
  @DisplayName("is read from PKCS#8")
  void pkcs8() {
    assertThat(PrivateKeys.parse(TestKeys.pkcs8())).isEqualTo(TestKeys.PAIR.getPrivate());
  }

  @Test
  @DisplayName("is read from PKCS#1, the shape in which GitHub hands it out")
  void pkcs1() {
    assertThat(PrivateKeys.parse(TestKeys.pkcs1())).isEqualTo(TestKeys.PAIR.getPrivate());
  }

  @ParameterizedTest
  @DisplayName("that is none is refused without being quoted")
  @ValueSource(
      strings = {
        "hunter2",
        "-----BEGIN PRIVATE KEY-----\naHVudGVyMg==\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\n%hunter2%\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\naHVudGVyMg==\n-----END PUBLIC KEY-----",
      })
  void refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrivateKeys.parse(new Secret(text)))
        .withMessageNotContaining("hunter2")
        .withMessageNotContaining("aHVudGVyMg")
        .withNoCause();
  }
}
