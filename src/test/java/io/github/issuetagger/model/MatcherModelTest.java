package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LoadedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherModelTest {
  private static final BundleLoader LOADER = new BundleLoader(Bundles.config().cacheDir());
  private static final List<String> LABELS =
      List.of("linux", "docs: install", "network error", "slow on linux", "windows");
  private static final String TEXT = "slow install on linux";

  private static MatcherModel model;

  @BeforeAll
  static void open() {
    model = open(Bundles.config());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static MatcherModel open(ModelConfig config) {
    return MatcherModel.open(LOADER.folder(Bundles.tinyMatcher()), config);
  }

  @Test
  @DisplayName("reads each label's result at its marker")
  void answersForEachLabelAtItsMarker() {
    // 8 for each word that the label shares with the text, less 4.
    assertThat(model.match(TEXT, LABELS).logOdds()).containsExactly(4, 4, -4, 12, -4);
  }

  @Test
  @DisplayName("computes embedding and heads in the same inference")
  void givesEmbeddingAndHeadsOfTheSameInference() {
    long before = model.inferences();

    MatcherResult matched = model.match("crash crash docs", LABELS);

    assertThat(model.inferences() - before).isEqualTo(1);
    // The network's 6 a word less 3, and half of what the n-gram model has for any text.
    assertThat(matched.text().head("issue-type").orElseThrow())
        .containsExactly(new double[] {9 + 0.25, -1 - 0.25, -3, 3}, within(1e-6));
    float length = (float) Math.sqrt(5);
    assertThat(matched.text().embedding())
        .containsExactly(new float[] {2 / length, 0, 1 / length, 0, 0, 0, 0, 0}, within(1e-6f));
  }

  @Test
  @DisplayName("does not depend on the order of the labels")
  void answersAlikeWhateverTheOrderOfTheLabels() {
    double[] ordered = model.match(TEXT, LABELS).logOdds();
    List<Integer> order = List.of(3, 0, 4, 2, 1);

    double[] shuffled = model.match(TEXT, order.stream().map(LABELS::get).toList()).logOdds();

    assertThat(shuffled).containsExactly(order.stream().mapToDouble(i -> ordered[i]).toArray());
  }

  @Test
  @DisplayName("computes the same in one inference and in several")
  void answersAlikeInOneInferenceAndInSeveral() {
    try (MatcherModel small = open(Bundles.withBatchTokens(12))) {
      MatcherResult several = small.match(TEXT, LABELS);

      assertThat(small.inferences()).isGreaterThan(1);
      assertThat(several.logOdds()).containsExactly(model.match(TEXT, LABELS).logOdds());
      assertThat(several.text().embedding())
          .containsExactly(model.match(TEXT, LABELS).text().embedding());
    }
  }

  @Test
  @DisplayName("accepts a label twice")
  void answersForALabelThatIsNamedTwice() {
    assertThat(model.match(TEXT, List.of("linux", "docs", "linux")).logOdds())
        .containsExactly(4, -4, 4);
  }

  @Test
  @DisplayName("computes the same embedding with and without labels")
  void embedsTextsWithoutLabelsAsWithThem() {
    List<String> texts = List.of("docs", TEXT, "a crash on windows and a slow network");

    List<float[]> embedded = model.embed(texts);

    for (int i = 0; i < texts.size(); i++) {
      assertThat(embedded.get(i))
          .containsExactly(model.match(texts.get(i), LABELS).text().embedding())
          .containsExactly(model.embed(texts.get(i)));
    }
  }

  @Test
  @DisplayName("leaves room for labels beside a text that would fill the inference")
  void leavesRoomForLabelsBesideATextThatFillsTheInference() {
    try (MatcherModel small = open(Bundles.withBatchTokens(16))) {
      String text = "linux " + "filler ".repeat(50);

      assertThat(small.match(text, List.of("linux", "docs")).logOdds()).containsExactly(4, -4);
    }
  }

  @Test
  @DisplayName("needs room for a text beside a label")
  void needsRoomForATextBesideALabel() {
    assertThatThrownBy(() -> open(Bundles.withBatchTokens(6)))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("leave no room for a text among 6; set MODEL_BATCH_TOKENS higher");
  }

  @Test
  @DisplayName("accepts very long texts and labels")
  void survivesEndlessTextsAndLabels() {
    String endless = String.join(" ", Collections.nCopies(50_000, "docs"));

    assertThat(model.match(endless, List.of(endless)).logOdds()).hasSize(1);
  }

  @Test
  @DisplayName("does not let the heap grow")
  void doesNotLetTheHeapGrow() {
    ask(200);
    long before = used();

    ask(1_000);

    long megabyte = 1 << 20;
    assertThat(used() - before).isLessThan(8 * megabyte);
  }

  private static void ask(int times) {
    String body = "network ".repeat(100);
    for (int i = 0; i < times; i++) {
      int issue = i;
      model.match(
          "issue " + i + " " + body,
          IntStream.range(0, 10).mapToObj(label -> "label " + issue + " " + label).toList());
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Nested
  @DisplayName("With a cache")
  class ThatRemembers {
    @Test
    @DisplayName("runs only for new labels")
    void asksOnlyAboutLabelsThatAreNew() {
      try (MatcherModel remembering = open(Bundles.config().remembering(100))) {
        double[] first = remembering.match(TEXT, LABELS.subList(0, 2)).logOdds();
        double[] all = remembering.match(TEXT, LABELS).logOdds();
        assertThat(remembering.inferences()).isEqualTo(2);

        assertThat(remembering.match(TEXT, LABELS).logOdds())
            .containsExactly(all)
            .startsWith(first);
        assertThat(remembering.embed(TEXT)).isEqualTo(model.embed(TEXT));
        assertThat(remembering.inferences()).isEqualTo(2);
      }
    }
  }

  @Nested
  @DisplayName("Of a bundle")
  class OfABundle {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        value = {
          "\"matcher\": { ~ \"matched\": { ~ a matcher bundle needs 'matcher'",
          "\"marker\": \"[CLS]\" ~ \"marker\": \"\" ~ 'marker' must be a text",
          "\"labelLength\": 6 ~ \"labelLength\": 0 ~ 'labelLength' must be a positive whole number",
          "\"threshold\": 0.4 ~ \"threshold\": 4 ~ not in 0–1",
        })
    @DisplayName("rejects an invalid manifest")
    void refusesAManifestThatIsWrong(String from, String to, String reason) throws IOException {
      change(from, to);

      assertThatThrownBy(() -> LOADER.folder(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        value = {
          "\"[CLS]\" ~ \"no such marker\" ~ the marker 'no such marker' is 3 tokens",
          "\"issue_type\" ~ \"severity\" ~ has no output 'severity'",
        })
    @DisplayName("rejects what does not fit the graph or the tokenizer")
    void refusesWhatDoesNotFitTheGraphOrTheTokenizer(String from, String to, String reason)
        throws IOException {
      change(from, to);
      LoadedBundle loaded = LOADER.folder(folder);

      assertThatThrownBy(() -> MatcherModel.open(loaded, Bundles.config()))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining(reason);
    }

    @Test
    @DisplayName("rejects a graph of another task")
    void refusesAGraphOfAnotherTask() throws IOException {
      Bundles.copyOfTinyEncoder(folder);
      Path manifest = folder.resolve("bundle.json");
      String matcher =
          "\"task\": \"matcher\", \"matcher\":"
              + " {\"marker\": \"[CLS]\", \"labelLength\": 6, \"threshold\": 0.5},";
      Files.writeString(
          manifest, Files.readString(manifest).replace("\"task\": \"encoder\",", matcher));
      LoadedBundle loaded = LOADER.folder(folder);

      assertThatThrownBy(() -> MatcherModel.open(loaded, Bundles.config()))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("expected input_ids, position_ids and block_ids");
    }

    @Test
    @DisplayName("rejects a bundle of another task")
    void refusesABundleOfAnotherTask() {
      LoadedBundle loaded = LOADER.folder(Bundles.tinyEncoder());

      assertThatThrownBy(() -> MatcherModel.open(loaded, Bundles.config()))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("is for task encoder, but matcher is needed");
    }

    private void change(String from, String to) throws IOException {
      Path manifest = Bundles.copyOfTinyMatcher(folder).resolve("bundle.json");
      Files.writeString(manifest, Files.readString(manifest).replace(from, to));
    }
  }
}
