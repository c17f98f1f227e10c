package io.github.issuetagger.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A signature")
class SignatureVerifierTest {
  /** The vector that GitHub publishes in "Validating webhook deliveries". */
  private static final Secret SECRET = new Secret("It's a Secret to Everybody");

  private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
  private static final String DIGEST =
      "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  private final SignatureVerifier verifier = new SignatureVerifier(List.of(SECRET));

  @Test
  void isAcceptedAsGitHubPublishesIt() {
    assertThat(verifier.verify(BODY, "sha256=" + DIGEST)).isTrue();
  }

  @Test
  void isTheSameInUpperCase() {
    assertThat(verifier.verify(BODY, "sha256=" + DIGEST.toUpperCase(Locale.ROOT))).isTrue();
  }

  @Test
  void isRefusedWithAnyOneBitOfTheBodyFlipped() {
    for (int bit = 0; bit < BODY.length * 8; bit++) {
      byte[] flipped = BODY.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(verifier.verify(flipped, "sha256=" + DIGEST)).isFalse();
    }
  }

  @Test
  void isRefusedWithItsLastDigitChanged() {
    assertThat(verifier.verify(BODY, "sha256=" + DIGEST.substring(0, 63) + "6")).isFalse();
  }

  @Test
  void isRefusedWhenItIsMissing() {
    assertThat(verifier.verify(BODY, null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        DIGEST,
        "sha1=" + DIGEST,
        "sha256=" + DIGEST + "17",
        "sha256=757107ea",
        "sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha256= 57107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
      })
  void isRefusedInAnyOtherForm(String signature) {
    assertThat(verifier.verify(BODY, signature)).isFalse();
  }

  @Test
  void isAcceptedFromTheOldAndTheNewSecretWhileOneIsRotated() {
    SignatureVerifier rotating = new SignatureVerifier(List.of(new Secret("the new one"), SECRET));

    assertThat(rotating.verify(BODY, "sha256=" + DIGEST)).isTrue();
    assertThat(rotating.verify(BODY, Signed.signature(new Secret("the new one"), BODY))).isTrue();
    assertThat(rotating.verify(BODY, Signed.signature(new Secret("another"), BODY))).isFalse();
  }

  @Test
  void isAcceptedOfAnEmptyBody() {
    assertThat(verifier.verify(new byte[0], Signed.signature(SECRET, new byte[0]))).isTrue();
    assertThat(verifier.verify(new byte[0], "sha256=" + DIGEST)).isFalse();
  }

  @Test
  void cannotBeCheckedWithoutASecret() {
    assertThatThrownBy(() -> new SignatureVerifier(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
