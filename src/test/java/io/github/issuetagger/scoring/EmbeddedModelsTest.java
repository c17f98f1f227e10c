package io.github.issuetagger.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.config.ModelConfig.ZeroShot;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.scoring.ScoringModels.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@DisplayName("The cascade")
class EmbeddedModelsTest {
  private static final String FUSED = "zero-shot/nli (tiny-nli 1 + tiny-encoder 1)";
  private static final String SIMILARITY = "zero-shot/similarity (tiny-encoder 1)";
  private static final String NONE = "/bundles/none";
  private static final Embedded BOTH =
      new Embedded(NONE, "/bundles/tiny-encoder", NONE, "/bundles/tiny-nli");

  private static String cascade(ModelConfig config, Embedded embedded) {
    try (Cascades cascades = Cascades.of(ScoringModels.open(config, embedded))) {
      return cascades.describe();
    }
  }

  private static Prediction predict(Cascades cascades, IssueText text, LabelCatalog catalog) {
    RepositoryCascade cascade = cascades.find("");
    return cascade.predictor().score(cascade.encoder().encode(text), catalog);
  }

  @Test
  @DisplayName("has both embedded models, fused")
  void both() {
    assertThat(cascade(Bundles.config(), BOTH)).isEqualTo(FUSED + ", then " + SIMILARITY);
  }

  @Test
  @DisplayName("gives a label from the threshold of the scorer that scored it")
  void thresholds() {
    LabelCatalog catalog =
        new LabelCatalog(List.of(Label.of("linux", ""), Label.of("wontfix", "")));
    try (Cascades cascades = Cascades.of(ScoringModels.open(Bundles.config(), BOTH))) {
      assertThat(predict(cascades, new IssueText("slow on linux", ""), catalog).scores())
          .extracting(ScoredLabel::scorer, cascades.find("").f1Threshold()::applyAsDouble)
          .containsExactly(tuple("zero-shot/nli", 0.45), tuple("zero-shot/similarity", 0.3));
    }
  }

  @Test
  @DisplayName("has similarity alone if the operator wants speed, or the jar has no more")
  void similarityAlone() {
    assertThat(cascade(Bundles.similarityAlone(), BOTH)).isEqualTo(SIMILARITY);
    assertThat(cascade(Bundles.config(), new Embedded(NONE, BOTH.encoder(), NONE, NONE)))
        .isEqualTo(SIMILARITY);
  }

  @Test
  @DisplayName("uses the issue-type model with an encoder that has no head for types")
  void issueType() {
    assertThat(
            cascade(
                Bundles.config(),
                new Embedded(NONE, "/bundles/encoder", "/bundles/issue-type", NONE)))
        .matches(
            "zero-shot/similarity \\(issue-tagger-encoder \\S+ \\+ issue-tagger-issue-type \\S+\\), then zero-shot/issue-type \\(bug, docs, feature, question\\)");
  }

  @Test
  @DisplayName("does not open the issue-type model with an encoder that has a head for types")
  void ownHead() {
    assertThat(
            cascade(
                Bundles.config(), new Embedded(NONE, BOTH.encoder(), "/bundles/issue-type", NONE)))
        .isEqualTo(SIMILARITY);
  }

  @Test
  @DisplayName("puts a fine-tuned model above both")
  void fineTuned() {
    assertThat(cascade(Bundles.config(Bundles.tinyMultiLabel()), BOTH))
        .isEqualTo("fine-tuned (tiny-multi-label 1), then " + FUSED + ", then " + SIMILARITY);
  }

  @Test
  @DisplayName(
      "leaves out the embedded entailment model with an encoder that it was not fitted with")
  void anotherEncoder(@TempDir Path folder) throws IOException {
    assertThat(cascade(Bundles.config(otherEncoder(folder)), BOTH))
        .isEqualTo("zero-shot/similarity (tiny-encoder 2)");
  }

  @Test
  @DisplayName("fuses an operator's entailment model with the encoder it was fitted with")
  void ownEntailment() {
    assertThat(
            cascade(
                Bundles.config(Bundles.tinyNli()), new Embedded(NONE, BOTH.encoder(), NONE, NONE)))
        .isEqualTo(FUSED + ", then " + SIMILARITY);
  }

  @Test
  @DisplayName("lets an operator's entailment model score alone with another encoder")
  void ownEntailmentAlone() {
    LabelCatalog catalog = new LabelCatalog(List.of(Label.of("linux", "")));
    try (Cascades cascades = Cascades.open(Bundles.config(Bundles.tinyNli()))) {
      ScoredLabel scored =
          predict(cascades, new IssueText("slow on linux", ""), catalog).scores().get(0);

      assertThat(scored.scorer()).isEqualTo("zero-shot/nli");
      assertThat(cascades.find("").f1Threshold().applyAsDouble(scored)).isEqualTo(0.5);
      assertThat(cascades.describe()).startsWith("zero-shot/nli (tiny-nli 1), then ");
    }
  }

  @Nested
  @DisplayName("with an embedded matcher")
  class Matcher {
    private static final String MATCHED = "zero-shot/matcher (tiny-matcher 1)";
    private static final String ALONE = "zero-shot/similarity (tiny-matcher 1)";
    private static final Embedded MATCHER =
        new Embedded("/bundles/tiny-matcher", BOTH.encoder(), NONE, BOTH.nli());

    @Test
    @DisplayName("has nothing else, because a matcher is also encoder and type classifier")
    void serves() {
      assertThat(cascade(Bundles.config(), MATCHER)).isEqualTo(MATCHED + ", then " + ALONE);
      assertThat(cascade(Bundles.config(), new Embedded(MATCHER.matcher(), NONE, NONE, NONE)))
          .isEqualTo(MATCHED + ", then " + ALONE);
    }

    @Test
    @DisplayName("asks the matcher about no label if the operator wants speed")
    void similarityAlone() {
      assertThat(cascade(Bundles.similarityAlone(), MATCHER)).isEqualTo(ALONE);
    }

    @Test
    @DisplayName("accepts the former name nli, with a warning")
    void formerName() {
      Logger logger = (Logger) LoggerFactory.getLogger(ScoringModels.class);
      ListAppender<ILoggingEvent> log = new ListAppender<>();
      log.start();
      logger.addAppender(log);
      try {
        assertThat(cascade(Bundles.config().withZeroShot(ZeroShot.NLI), MATCHER))
            .isEqualTo(MATCHED + ", then " + ALONE);
      } finally {
        logger.detachAppender(log);
      }
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly("MODEL_ZERO_SHOT=nli now means matcher; write matcher");
    }

    @Test
    @DisplayName("asks an operator's entailment model in its place, pair by pair")
    void ownEntailment() {
      assertThat(cascade(Bundles.config(Bundles.tinyNli()), MATCHER))
          .isEqualTo("zero-shot/nli (tiny-nli 1), then " + ALONE);
    }

    @Test
    @DisplayName("gives way to an operator's encoder or matcher")
    void own(@TempDir Path folder) throws IOException {
      assertThat(cascade(Bundles.config(Bundles.tinyEncoder()), MATCHER))
          .isEqualTo(FUSED + ", then " + SIMILARITY);
      Path manifest = Bundles.copyOfTinyMatcher(folder).resolve("bundle.json");
      Files.writeString(
          manifest, Files.readString(manifest).replace("\"version\": \"1\"", "\"version\": \"2\""));
      assertThat(cascade(Bundles.config(folder), MATCHER))
          .isEqualTo(
              "zero-shot/matcher (tiny-matcher 2), then zero-shot/similarity (tiny-matcher 2)");
    }

    @Test
    @DisplayName("gives a label from the threshold of the scorer that scored it, and embeds issues")
    void thresholds() {
      LabelCatalog catalog =
          new LabelCatalog(List.of(Label.of("linux", ""), Label.of("wontfix", "")));
      IssueText issue = new IssueText("slow on linux", "");
      try (Cascades cascades = Cascades.of(ScoringModels.open(Bundles.config(), MATCHER))) {
        assertThat(predict(cascades, issue, catalog).scores())
            .extracting(ScoredLabel::scorer, cascades.find("").f1Threshold()::applyAsDouble)
            .containsExactly(tuple("zero-shot/matcher", 0.45), tuple("zero-shot/similarity", 0.3));
        assertThat(cascades.encoder()).isEqualTo("tiny-matcher 1");
        IssueFeatures encoded = cascades.find("").encoder().encode(issue);
        assertThat(encoded.types()).containsKeys("type.bug", "type.documentation");
        assertThat(encoded.embedding()).isNotEmpty();
      }
    }
  }

  private static Path otherEncoder(Path folder) throws IOException {
    Path manifest = Bundles.copyOfTinyEncoder(folder).resolve("bundle.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"version\": \"1\"", "\"version\": \"2\""));
    return folder;
  }
}
