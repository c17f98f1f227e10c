package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.model.bundle.BundleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NgramModelTest {
  private static final int LABELS = 2;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void aSmallVocabulary() throws IOException {
    file = folder.resolve("words.tsv");
    Files.writeString(
        file,
        """
        #intercept\t0\t0.5\t-1
        crash\t2\t3\t0
        how\t1.5\t0\t4
        how to\t2.5\t-1\t2
        v2_x\t4\t1\t1
        """);
  }

  private double[] logits(String text) {
    return NgramModel.read(file, LABELS).logits(text);
  }

  @Nested
  class Scores {
    @Test
    @DisplayName("a text with one known term by its weights, regardless of its idf")
    void aTextOfOneKnownTermByItsWeightsWhateverItsIdf() {
      assertThat(logits("A crash!")).containsExactly(new double[] {3.5, -1}, within(1e-12));
    }

    @Test
    @DisplayName("counts on a logarithmic scale and scales them to length one")
    void countsOnALogarithmicScaleAndScalesThemToLengthOne() {
      double crash = (1 + Math.log(3)) * 2;
      double how = 1.5;
      double howTo = 2.5;
      double length = Math.sqrt(crash * crash + how * how + howTo * howTo);

      assertThat(logits("Crash, crash: how to crash"))
          .containsExactly(
              new double[] {
                0.5 + (3 * crash - 1 * howTo) / length, -1 + (4 * how + 2 * howTo) / length
              },
              within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "nothing known", "crashes", "日本語", "c r a s h", "🐛"})
    @DisplayName("a text without known terms by the intercepts")
    void whatHoldsNoKnownTermByTheIntercepts(String text) {
      assertThat(logits(text)).containsExactly(0.5, -1);
    }

    @ParameterizedTest
    @CsvSource({
      "V2_X, 1",
      "v2_x-v2_x.v2_x, 1",
      // Every letter but a–z parts words, and one character is no word.
      "écrash, 3",
      "crash日, 3",
      "CRASH, 3",
    })
    @DisplayName("words as runs of ASCII letters, digits and underscores")
    void wordsAsRunsOfAsciiLettersDigitsAndUnderscores(String text, double weight) {
      assertThat(logits(text)[0]).isEqualTo(0.5 + weight, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"how to", "How\nTO", "how... to", "how a to"})
    @DisplayName("pairs of consecutive words, regardless of what separates them")
    void pairsOfWordsThatFollowOneAnotherOverWhateverIsNone(String text) {
      double length = Math.hypot(1.5, 2.5);

      assertThat(logits(text)[1]).isEqualTo(-1 + (4 * 1.5 + 2 * 2.5) / length, within(1e-12));
    }

    @Test
    @DisplayName("no pair across a word that is too long to be known")
    void noPairOverAWordThatIsTooLongToBeKnown() {
      assertThat(logits("how " + "x".repeat(100) + " to"))
          .containsExactly(new double[] {0.5, 3}, within(1e-12));
    }

    @Test
    @DisplayName("long texts quickly")
    void longTextsQuickly() {
      String words = "how to crash ".repeat(400_000);
      String run = "a".repeat(5_000_000);

      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            assertThat(logits(words)).doesNotContain(Double.NaN);
            assertThat(logits(run)).containsExactly(0.5, -1);
          });
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "'' | line 1: must start with #intercept",
          "crash 2 3 0 | line 1: must start with #intercept",
          "#intercept 0 1 | line 1: has 3 columns instead of 4",
          "#intercept 0 1 2 3 | line 1: has 5 columns instead of 4",
          "#intercept 0 1 x | line 1: 'x' is not a number",
          "#intercept 0 1 2/crash 1 2 | line 2: has 3 columns instead of 4",
          "#intercept 0 1 2/crash 1 2 NaN | line 2: 'NaN' is not a number",
          "#intercept 0 1 2/crash 1 1e300 2 | line 2: '1e300' is not a number",
          "#intercept 0 1 2/crash 1 1 2/crash 1 1 2 | line 3: repeats the term 'crash'",
        })
    @DisplayName("an invalid table")
    void aFileThatIsNotSuchATable(String rows, String reason) throws IOException {
      Files.writeString(file, rows.replace(' ', '\t').replace('/', '\n'));

      assertThatThrownBy(() -> NgramModel.read(file, LABELS))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining(reason);
    }

    @Test
    @DisplayName("bytes that are not UTF-8")
    void bytesThatAreNoText() throws IOException {
      Files.write(file, "#intercept\t0\t1\t2\né\t1\t1\t1\n".getBytes(StandardCharsets.ISO_8859_1));

      assertThatThrownBy(() -> NgramModel.read(file, LABELS))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("not UTF-8");
    }
  }
}
