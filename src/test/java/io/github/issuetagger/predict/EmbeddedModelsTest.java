package io.github.issuetagger.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.ScoredLabel;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.predict.Predictors.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The ladder")
class EmbeddedModelsTest {
  private static final String FUSED = "zero-shot/nli (tiny-nli 1 + tiny-encoder 1)";
  private static final String SIMILARITY = "zero-shot/similarity (tiny-encoder 1)";
  private static final String NONE = "/bundles/none";
  private static final Embedded BOTH =
      new Embedded("/bundles/tiny-encoder", NONE, "/bundles/tiny-nli");

  private static String ladder(ModelConfig config, Embedded embedded) {
    try (Predictors predictors = Predictors.open(config, embedded)) {
      return predictors.describe();
    }
  }

  @Test
  @DisplayName("has both embedded models, fused")
  void both() {
    assertThat(ladder(Bundles.config(), BOTH)).isEqualTo(FUSED + ", then " + SIMILARITY);
  }

  @Test
  @DisplayName("gives a label from the threshold of the rung that scored it")
  void thresholds() {
    LabelCatalog catalog =
        new LabelCatalog(List.of(Label.of("linux", ""), Label.of("wontfix", "")));
    try (Predictors predictors = Predictors.open(Bundles.config(), BOTH)) {
      assertThat(
              predictors.predictor().predict(new IssueText("slow on linux", ""), catalog).scores())
          .extracting(ScoredLabel::rung, predictors.ladder("").f1Threshold()::applyAsDouble)
          .containsExactly(tuple("zero-shot/nli", 0.45), tuple("zero-shot/similarity", 0.3));
    }
  }

  @Test
  @DisplayName("has similarity alone where speed is asked for, or the jar has no more")
  void similarityAlone() {
    assertThat(ladder(Bundles.similarityAlone(), BOTH)).isEqualTo(SIMILARITY);
    assertThat(ladder(Bundles.config(), new Embedded(BOTH.encoder(), NONE, NONE)))
        .isEqualTo(SIMILARITY);
  }

  @Test
  @DisplayName("asks the model of issue types beside an encoder that cannot tell them")
  void issueType() {
    assertThat(
            ladder(Bundles.config(), new Embedded("/bundles/encoder", "/bundles/issue-type", NONE)))
        .matches(
            "zero-shot/similarity \\(issue-tagger-encoder \\S+ \\+ issue-tagger-issue-type \\S+\\), then zero-shot/issue-type \\(bug, docs, feature, question\\)");
  }

  @Test
  @DisplayName("does not open the model of issue types beside an encoder that has its own head")
  void ownHead() {
    assertThat(ladder(Bundles.config(), new Embedded(BOTH.encoder(), "/bundles/issue-type", NONE)))
        .isEqualTo(SIMILARITY);
  }

  @Test
  @DisplayName("puts labels that a model was tuned for above both")
  void fineTuned() {
    assertThat(ladder(Bundles.config(Bundles.tinyMultiLabel()), BOTH))
        .isEqualTo("fine-tuned (tiny-multi-label 1), then " + FUSED + ", then " + SIMILARITY);
  }

  @Test
  @DisplayName("leaves the embedded entailment model out beside an encoder it was not fitted with")
  void anotherEncoder(@TempDir Path folder) throws IOException {
    assertThat(ladder(Bundles.config(otherEncoder(folder)), BOTH))
        .isEqualTo("zero-shot/similarity (tiny-encoder 2)");
  }

  @Test
  @DisplayName("fuses an operator's entailment model with the encoder it was fitted with")
  void ownEntailment() {
    assertThat(ladder(Bundles.config(Bundles.tinyNli()), new Embedded(BOTH.encoder(), NONE, NONE)))
        .isEqualTo(FUSED + ", then " + SIMILARITY);
  }

  @Test
  @DisplayName("reads an operator's entailment model by itself beside another encoder")
  void ownEntailmentAlone() {
    LabelCatalog catalog = new LabelCatalog(List.of(Label.of("linux", "")));
    try (Predictors predictors = Predictors.open(Bundles.config(Bundles.tinyNli()))) {
      ScoredLabel scored =
          predictors
              .predictor()
              .predict(new IssueText("slow on linux", ""), catalog)
              .scores()
              .get(0);

      assertThat(scored.rung()).isEqualTo("zero-shot/nli");
      assertThat(predictors.ladder("").f1Threshold().applyAsDouble(scored)).isEqualTo(0.5);
      assertThat(predictors.describe()).startsWith("zero-shot/nli (tiny-nli 1), then ");
    }
  }

  private static Path otherEncoder(Path folder) throws IOException {
    Path manifest = Bundles.copyOfTinyEncoder(folder).resolve("bundle.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"version\": \"1\"", "\"version\": \"2\""));
    return folder;
  }
}
