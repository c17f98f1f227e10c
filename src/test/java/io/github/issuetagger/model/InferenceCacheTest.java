package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LoadedBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InferenceCacheTest {
  private static final ModelConfig REMEMBERING = Bundles.config().remembering(100);

  @Test
  @DisplayName("runs the model once per input")
  void asksOnce() {
    List<String> asked = new ArrayList<>();
    InferenceCache<String, Integer> cache = new InferenceCache<>(10);

    for (String question : List.of("a", "bb", "a")) {
      assertThat(cache.get(question, unknown -> note(asked, unknown))).isEqualTo(question.length());
    }

    assertThat(asked).containsExactly("a", "bb");
  }

  @Test
  @DisplayName("of size 0 always runs the model")
  void ofNoSizeAsksAlways() {
    List<String> asked = new ArrayList<>();
    InferenceCache<String, Integer> cache = new InferenceCache<>(0);

    cache.get("a", unknown -> note(asked, unknown));
    cache.get("a", unknown -> note(asked, unknown));

    assertThat(asked).containsExactly("a", "a");
    assertThat(cache.find("a")).isEmpty();
  }

  private static int note(List<String> asked, String question) {
    asked.add(question);
    return question.length();
  }

  @Test
  @DisplayName("returns an encoder's stored result without its model")
  void letsAnEncoderAnswerWithoutItsModel() {
    TextEncoder encoder = TextEncoder.open(loaded(Bundles.tinyEncoder()), REMEMBERING);
    float[] before = encoder.embed("a crash");
    encoder.close();

    assertThat(encoder.embed("a crash")).isEqualTo(before);
    assertThatThrownBy(() -> encoder.embed("another crash"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("does not change when a caller changes a result")
  void isNotChangedByThoseWhoGotAnAnswer() {
    try (MultiLabelModel model =
        MultiLabelModel.open(loaded(Bundles.tinyMultiLabel()), REMEMBERING)) {
      double[] first = model.logOdds("a crash");
      double right = first[0];
      first[0] = 100;

      assertThat(model.logOdds("a crash")[0]).isEqualTo(right);
    }
  }

  @Test
  @DisplayName("combines stored and new results of an entailment model")
  void letsAnEntailmentModelAnswerWhatItKnowsAmongWhatItDoesNot() {
    List<String> hypotheses = List.of("about docs", "about windows", "linux");
    try (EntailmentModel forgetting =
            EntailmentModel.open(loaded(Bundles.tinyNli()), Bundles.config());
        EntailmentModel model = EntailmentModel.open(loaded(Bundles.tinyNli()), REMEMBERING)) {
      model.logOdds("a crash on windows", List.of("about windows"));
      model.logOdds("a crash on linux", List.of("about docs"));

      assertThat(model.logOdds("a crash on windows", hypotheses))
          .isEqualTo(forgetting.logOdds("a crash on windows", hypotheses));
    }
  }

  private static LoadedBundle loaded(Path folder) {
    return new BundleLoader(Bundles.config().cacheDir()).folder(folder);
  }
}
