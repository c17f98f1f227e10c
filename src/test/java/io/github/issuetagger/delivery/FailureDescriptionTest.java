package io.github.issuetagger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The description of a failure")
class FailureDescriptionTest {
  @Test
  void isOneLineAndItsStack() {
    Exception failure = new IllegalStateException("first\r\nsecond", new RuntimeException("why"));

    assertThat(FailureDescription.reason(failure)).isEqualTo("IllegalStateException: first second");
    assertThat(FailureDescription.of(failure).stack())
        .contains("Caused by: java.lang.RuntimeException: why")
        .contains("at io.github.issuetagger.delivery.FailureDescriptionTest");
  }

  @Test
  void mayHaveNoMessage() {
    assertThat(FailureDescription.reason(new StackOverflowError())).isEqualTo("StackOverflowError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
        "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz",
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.c2lnbmF0dXJl",
        "tagger:hunter2",
      })
  void holdsNoCredentials(String credential) {
    Exception failure =
        new IllegalStateException("at https://" + credential + "@host with " + credential + " now");
    if (credential.contains(":")) {
      failure = new IllegalStateException("at https://" + credential + "@host");
    }

    assertThat(FailureDescription.of(failure).reason())
        .contains("[secret]")
        .doesNotContain(credential);
    assertThat(FailureDescription.of(failure).stack()).doesNotContain(credential);
  }

  @Test
  void holdsNoPrivateKey() {
    Exception failure =
        new IllegalStateException(
            "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----");

    assertThat(FailureDescription.of(failure).stack()).doesNotContain("MIIEow");
    assertThat(FailureDescription.reason(failure)).isEqualTo("IllegalStateException: [secret]");
  }

  @Test
  void isCutWhenItIsVeryLong() {
    Exception failure = new IllegalStateException("long ".repeat(10_000));

    assertThat(FailureDescription.of(failure).reason()).hasSize(500).endsWith("…");
    assertThat(FailureDescription.of(failure).stack()).hasSizeLessThanOrEqualTo(16_000);
  }

  @Test
  void holdsNothingThatPostgresCannotStore() {
    assertThat(FailureDescription.of(new IllegalStateException("a\0b")).stack())
        .doesNotContain("\0");
  }
}
