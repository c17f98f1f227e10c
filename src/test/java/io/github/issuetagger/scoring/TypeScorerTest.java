package io.github.issuetagger.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LogisticWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeScorerTest {
  private static final TypeScorer SCORES =
      new TypeScorer(
          Map.of(
              "bug", new LogisticWeights(-1, Map.of("bug|type.bug", 2.0), 0.4),
              "question", new LogisticWeights(-2, Map.of("question|title.bug", 0.5), 0.2)));

  private static LabelCatalog catalog(Label... labels) {
    return new LabelCatalog(List.of(labels));
  }

  @Test
  @DisplayName("are of the labels that name a type and nothing else")
  void areOfTheLabelsThatNameATypeAndNothingElse() {
    LabelCatalog catalog =
        catalog(
            Label.of("C-bug", ""),
            Label.of("dataset bug", ""),
            Label.of("networking", ""),
            Label.of("kind/question", ""),
            Label.of("enhancement", ""));
    List<Map<String, Double>> rows =
        List.of(
            Map.of("bug|type.bug", 1.5, "cosine.title", 9.0),
            Map.of("bug|type.bug", 1.5),
            Map.of(),
            Map.of("question|title.bug", 1.0),
            Map.of());

    Map<Integer, ScoredLabel> scores = SCORES.of(catalog, rows);

    assertThat(scores).containsOnlyKeys(0, 3);
    assertThat(scores.get(0).label()).isEqualTo("C-bug");
    assertThat(scores.get(0).scorer()).isEqualTo("zero-shot/issue-type");
    assertThat(scores.get(0).score()).isEqualTo(LogOdds.probability(2), within(1e-12));
    assertThat(scores.get(3).score()).isEqualTo(LogOdds.probability(-1.5), within(1e-12));
  }

  @Test
  @DisplayName("are not of a label that names a sort of a type")
  void areNotOfALabelThatNamesASortOfAType() {
    List<Map<String, Double>> rows =
        List.of(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    LabelCatalog catalog =
        catalog(
            Label.of("regression", ""),
            Label.of("Type: Bug", ""),
            Label.of("bug", ""),
            Label.of("networking", ""));

    TypeScorer.mark(catalog, rows);

    assertThat(rows.get(0)).isEmpty();
    assertThat(rows.get(1)).containsEntry("bare", 1.0).containsEntry("bug|siblings", Math.log(2));
    assertThat(rows.get(2)).containsOnlyKeys("bare", "bug|siblings");
    assertThat(rows.get(3)).isEmpty();
    assertThat(SCORES.of(catalog, rows)).containsOnlyKeys(1, 2);
  }

  @Test
  @DisplayName("have a threshold for each type")
  void haveAThresholdAType() {
    assertThat(SCORES.f1Threshold("Type: Bug")).isEqualTo(0.4);
    assertThat(SCORES.f1Threshold("question")).isEqualTo(0.2);
  }

  @Test
  @DisplayName("have the mean threshold for a label whose type is only in its description")
  void ofALabelWhoseDescriptionAloneTellsItsTypeHaveTheMeanThreshold() {
    assertThat(SCORES.f1Threshold("I-unsound")).isEqualTo(0.3, within(1e-12));
  }

  @Nested
  @DisplayName("In the cascade")
  class InTheCascade {
    @TempDir private Path folder;

    private SimilarityScorer similarity(OpenModels models) throws IOException {
      Path encoder = Bundles.copyOfTinyEncoder(folder);
      Path manifest = encoder.resolve("bundle.json");
      String types =
          "\"types\": {\"bug\": {\"intercept\": 3, \"weights\": {\"bug|title.docs\": -1},"
              + " \"threshold\": 0.6}},";
      Files.writeString(manifest, Files.readString(manifest).replaceFirst("\\{", "{" + types));
      return new SimilarityScorer(
          models.encoder(new BundleLoader(folder.resolve("cache")).folder(encoder)),
          Optional.empty());
    }

    @Test
    @DisplayName("replace similarity and entailment")
    void standInPlaceOfSimilarityAndOfEntailment() throws IOException {
      try (OpenModels models = new OpenModels(Bundles.config())) {
        SimilarityScorer similarity = similarity(models);
        FusionScorer fusion =
            new FusionScorer(
                models.entailment(
                    new BundleLoader(Bundles.config().cacheDir()).folder(Bundles.tinyNli())),
                similarity,
                new LogisticWeights(0, Map.of(), 0.5));
        IssueFeatures issue = similarity.encode(new IssueText("slow on linux", ""));

        assertThat(fusion.scores(issue, catalog(Label.of("linux", ""), Label.of("bug", ""))))
            .containsExactly(
                new ScoredLabel("linux", 0.5, "zero-shot/nli"),
                new ScoredLabel("bug", LogOdds.probability(3), "zero-shot/issue-type"));
        assertThat(similarity.scores(issue, catalog(Label.of("bug", ""), Label.of("docs", ""))))
            .extracting(ScoredLabel::scorer)
            .containsExactly("zero-shot/issue-type", "zero-shot/similarity");
        assertThat(fusion.scores(issue, catalog(Label.of("bug", ""))))
            .containsExactly(
                new ScoredLabel("bug", LogOdds.probability(3), "zero-shot/issue-type"));
        assertThat(similarity.types().f1Threshold("bug")).isEqualTo(0.6);
      }
    }
  }
}
