package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.Calibration;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.MatcherHead;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MatcherInputsTest {
  private static final MatcherHead HEAD = new MatcherHead("[CLS]", 6, 0.5, Calibration.IDENTITY);
  private static final long CLS = 2;
  private static final long SEP = 3;
  private static final long CRASH = 4;
  private static final long DOCS = 6;
  private static final long LINUX = 8;

  private static TextTokenizer tokenizer;

  @BeforeAll
  static void open() {
    LoadedBundle loaded =
        new BundleLoader(Bundles.config().cacheDir()).folder(Bundles.tinyMatcher());
    tokenizer = TextTokenizer.open(loaded, Bundles.config());
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static List<MatcherInputs.Row> rows(int maxTokens, String text, String... labels) {
    return MatcherInputs.of(tokenizer, HEAD, maxTokens, "tiny 1").encode(text, List.of(labels));
  }

  @Test
  @DisplayName("contain the text and one block per label, with positions from 0")
  void holdTheTextAndThenABlockALabelWhosePositionsBeginAnew() {
    MatcherInputs.Row row = rows(99, "crash linux", "docs", "linux crash").get(0);

    assertThat(row.tokens().ids())
        .containsExactly(CLS, CRASH, LINUX, SEP, CLS, DOCS, CLS, LINUX, CRASH);
    assertThat(row.tokens().blocks()).containsExactly(0, 0, 0, 0, 1, 1, 2, 2, 2);
    assertThat(row.tokens().positions()).containsExactly(0, 1, 2, 3, 0, 1, 0, 1, 2);
    assertThat(row.markers()).containsExactly(4, 6);
  }

  @Test
  @DisplayName("cut the ends of the text and of each label")
  void cutTheTextAndEachLabelAtTheirEnds() {
    MatcherInputs.Row row = rows(99, "crash ".repeat(50), "docs ".repeat(50), "linux").get(0);

    assertThat(row.tokens().length()).isEqualTo(32 + 6 + 2);
    assertThat(row.tokens().ids()[31]).isEqualTo(SEP);
    assertThat(row.markers()).containsExactly(32, 38);
  }

  @Test
  @DisplayName("need several rows if the labels do not fit into one")
  void areSeveralWhenTheLabelsDoNotFitIntoOne() {
    List<MatcherInputs.Row> rows = rows(8, "crash", "docs", "linux", "docs linux crash", "crash");

    assertThat(rows).hasSize(3);
    assertThat(rows).allSatisfy(row -> assertThat(row.tokens().length()).isLessThanOrEqualTo(8));
    assertThat(rows.get(0).markers()).containsExactly(3, 5);
    assertThat(rows.get(1).markers()).containsExactly(3);
    assertThat(rows.get(1).tokens().blocks()).containsExactly(0, 0, 0, 1, 1, 1, 1);
    assertThat(rows.get(2).tokens().ids()).containsExactly(CLS, CRASH, SEP, CLS, CRASH);
  }

  @Test
  @DisplayName("consist of the text alone without labels")
  void ofNoLabelsAreOneWithTheTextAlone() {
    MatcherInputs.Row row = rows(99, "crash").get(0);

    assertThat(row.tokens().ids()).containsExactly(CLS, CRASH, SEP);
    assertThat(row.markers()).isEmpty();
  }

  @Test
  @DisplayName("need a marker that is one token")
  void needAMarkerThatIsOneToken() {
    MatcherHead head = new MatcherHead("two words", 6, 0.5, Calibration.IDENTITY);

    assertThatThrownBy(() -> MatcherInputs.of(tokenizer, head, 99, "tiny 1"))
        .isInstanceOf(BundleException.class)
        .hasMessage(
            "bundle tiny 1: the marker 'two words' is 2 tokens for tokenizer.json, but must be one");
  }
}
