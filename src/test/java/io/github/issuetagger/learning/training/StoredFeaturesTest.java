package io.github.issuetagger.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.TextFeatures;
import io.github.issuetagger.learning.IssueFeatureReader;
import io.github.issuetagger.scoring.FineTunedLogOdds;
import io.github.issuetagger.scoring.IssueFeatures;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoredFeaturesTest {
  private static final float[] WHOLE = {0, 1};
  private static final IssueText TEXT =
      new IssueText("socket timeout", "the socket, the socket again");
  private static final IssueFeatures READ =
      new IssueFeatures(
              TEXT,
              TEXT,
              () -> new float[] {0.6f, -0.8f},
              () -> WHOLE,
              () -> Map.of("type.bug", 1.5, "type.feature", -2.25))
          .withFineTuned("cafe", () -> new float[] {3.25f, -7});

  @Test
  @DisplayName("come back without the text")
  void comeBackWithoutTheText() {
    IssueFeatures back = StoredFeatures.read(StoredFeatures.write(READ), WHOLE);

    assertThat(back.titleEmbedding()).containsExactly(0.6f, -0.8f);
    assertThat(back.embedding()).isSameAs(WHOLE);
    assertThat(back.types()).isEqualTo(READ.types());
    assertThat(back.wordCounts().indices()).isNotEmpty().isEqualTo(READ.wordCounts().indices());
    assertThat(back.wordCounts().values()).contains(3f).isEqualTo(READ.wordCounts().values());
    assertThat(back.raw()).isEqualTo(new IssueText("", ""));
    assertThat(back.fineTuned()).map(FineTunedLogOdds::bundle).contains("cafe");
    assertThat(back.fineTuned().orElseThrow().odds()).containsExactly(3.25f, -7);
  }

  @Test
  @DisplayName("have no bundle if none has read the issue")
  void knowNoBundleWhereNoneHasReadTheIssue() {
    IssueFeatures read = new BagOfWords().encode(TEXT);

    IssueFeatures back = StoredFeatures.read(StoredFeatures.write(read), WHOLE);

    assertThat(back.fineTuned()).isEmpty();
  }

  @Test
  @DisplayName("are not current if the bundle has changed or is gone")
  void areReadAgainWhenTheBundleIsAnotherOrGone() {
    IssueFeatureReader plain = new IssueFeatureReader(new BagOfWords(), "words 1");
    IssueFeatureReader first =
        new IssueFeatureReader(new FineTunedWords("a", Optional.empty(), "bug"), "words 1");
    IssueFeatureReader second =
        new IssueFeatureReader(new FineTunedWords("b", Optional.empty(), "bug"), "words 1");

    assertThat(first.current(first.apply(TEXT))).isTrue();
    assertThat(second.current(first.apply(TEXT))).isFalse();
    assertThat(plain.current(first.apply(TEXT))).isFalse();
    assertThat(first.current(plain.apply(TEXT))).isFalse();
    assertThat(plain.current(plain.apply(TEXT))).isTrue();
    assertThat(new IssueFeatureReader(new BagOfWords(), "words 2").current(plain.apply(TEXT)))
        .isFalse();
  }

  @Test
  @DisplayName("are refused if they have too few or too many bytes")
  void areRefusedWhenTheyEndTooEarlyOrGoOn() {
    byte[] whole = StoredFeatures.write(READ).counts();

    for (int length = 0; length <= whole.length + 1; length++) {
      if (length != whole.length) {
        TextFeatures damaged =
            new TextFeatures(StoredFeatures.VERSION, Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> StoredFeatures.read(damaged, WHOLE))
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageContaining("damaged");
      }
    }
  }

  @Test
  @DisplayName("with a wrong length take no memory")
  void withALengthThatIsWrongTakeNoMemory() {
    byte[] bytes = StoredFeatures.write(READ).counts();
    bytes[0] = 0x7f;

    assertThatThrownBy(
            () -> StoredFeatures.read(new TextFeatures(StoredFeatures.VERSION, bytes), WHOLE))
        .isInstanceOf(UncheckedIOException.class);
  }
}
