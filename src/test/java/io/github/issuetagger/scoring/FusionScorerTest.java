package io.github.issuetagger.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.EntailmentModel;
import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LogisticWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FusionScorerTest {

  private final OpenModels models = new OpenModels(Bundles.config());
  private EntailmentModel model;
  private SimilarityScorer similarity;
  private IssueFeatures issue;

  @BeforeEach
  void open() {
    BundleLoader loader = new BundleLoader(Bundles.config().cacheDir());
    model = models.entailment(loader.folder(Bundles.tinyNli()));
    similarity =
        new SimilarityScorer(
            models.encoder(loader.folder(Bundles.tinyEncoder())), Optional.empty());
    issue = similarity.encode(new IssueText("slow on linux", ""));
  }

  @AfterEach
  void close() {
    models.close();
  }

  private static LabelCatalog catalog(String... names) {
    return new LabelCatalog(List.of(names).stream().map(name -> Label.of(name, "")).toList());
  }

  private static LabelCatalog large() {
    List<Label> labels = new ArrayList<>();
    IntStream.range(0, 40).forEach(i -> labels.add(Label.of("topic-" + i, "")));
    labels.add(Label.of("linux", ""));
    return new LabelCatalog(labels);
  }

  @Nested
  class Features {
    private Map<Integer, Map<String, Double>> of(LabelCatalog catalog) {
      return new EntailmentFeatures(model).of(issue, catalog, similarity.find(issue, catalog));
    }

    @Test
    @DisplayName("hold what similarity found and what entailment adds")
    void holdWhatSimilarityFoundAndWhatEntailmentAdds() {
      LabelCatalog catalog = catalog("linux", "bug");
      double linux = model.logOdds("slow on linux", List.of("This issue is about linux."))[0];
      double bug = model.logOdds("slow on linux", List.of("This issue is about bug."))[0];
      double nothing = model.logOdds("Problem", List.of("This issue is about linux."))[0];

      Map<Integer, Map<String, Double>> rows = of(catalog);

      SimilarityScorer.Findings found = similarity.find(issue, catalog);
      assertThat(rows.get(0)).containsAllEntriesOf(found.features().get(0));
      assertThat(rows.get(0))
          .containsEntry("similarity", found.logOdds()[0])
          .containsEntry("entailment", linux)
          .containsEntry("entailment.margin", linux - nothing)
          .containsEntry("entailment.standard", 1.0)
          .containsEntry("entailment.gap", 0.0)
          .containsEntry("topic|entailment", linux)
          .doesNotContainKey("bug|entailment");
      assertThat(rows.get(1))
          .containsEntry("entailment.gap", bug - linux)
          .containsEntry("bug|entailment", bug)
          .containsKey("bug|type.bug");
    }

    @Test
    @DisplayName("are measured for the most similar labels of a large catalog")
    void areMeasuredForAShortlistOfALargeCatalog() {
      assertThat(of(large())).hasSize(CandidateFeatures.MAX_PAIRS).containsKey(40);
    }

    @Test
    @DisplayName("are not measured for a label that tells where work stands")
    void areNotMeasuredForALabelThatTellsWhereWorkStands() {
      assertThat(of(catalog("wontfix", "linux", "help wanted"))).containsOnlyKeys(1);
      assertThat(of(catalog("wontfix"))).isEmpty();
    }
  }

  @Nested
  class Scores {
    private final LogisticWeights weights =
        new LogisticWeights(
            -1, Map.of("entailment", 0.5, "similarity", 2.0, "no.feature", 9.0), 0.35);

    @Test
    @DisplayName("are the logistic of the weighed features")
    void areTheLogisticOfTheWeighedFeatures() {
      LabelCatalog catalog = catalog("linux");
      double entailment = model.logOdds("slow on linux", List.of("This issue is about linux."))[0];
      double near = similarity.find(issue, catalog).logOdds()[0];

      FusionScorer fusion = new FusionScorer(model, similarity, weights);
      ScoredLabel scored = fusion.scores(issue, catalog).get(0);

      assertThat(scored.scorer()).isEqualTo("zero-shot/nli");
      assertThat(scored.score())
          .isEqualTo(LogOdds.probability(-1 + 0.5 * entailment + 2 * near), within(1e-12));
      assertThat(fusion.f1Threshold("linux")).isEqualTo(0.35);
      assertThat(fusion.bundles()).containsExactly("tiny-nli 1", "tiny-encoder 1");
    }

    @Test
    @DisplayName("are those of similarity for labels that the model is not asked about")
    void areSimilaritysOwnForLabelsThatAreNotAskedAbout() {
      LabelCatalog catalog = large();

      List<ScoredLabel> scores =
          new FusionScorer(model, similarity, weights).scores(issue, catalog);

      List<ScoredLabel> near = similarity.scores(issue, catalog);
      assertThat(scores).hasSize(catalog.size());
      assertThat(scores.stream().filter(scored -> scored.scorer().equals("zero-shot/nli")))
          .hasSize(CandidateFeatures.MAX_PAIRS);
      assertThat(scores.stream().filter(scored -> !scored.scorer().equals("zero-shot/nli")))
          .isSubsetOf(near);
    }
  }
}
