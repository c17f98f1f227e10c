package io.github.issuetagger.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.MatcherModel;
import io.github.issuetagger.model.bundle.BundleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatcherScorerTest {
  private static final IssueText TEXT = new IssueText("slow on linux", "The install is slow, too.");
  private static final String MATCHER = "zero-shot/matcher";

  private final OpenModels models = new OpenModels(Bundles.config());
  private MatcherModel model;
  private SimilarityScorer similarity;

  @BeforeEach
  void open() {
    model = models.matcher(loader().folder(Bundles.tinyMatcher()));
    similarity = new SimilarityScorer(model, Optional.empty());
  }

  @AfterEach
  void close() {
    models.close();
  }

  private static BundleLoader loader() {
    return new BundleLoader(Bundles.config().cacheDir());
  }

  private IssueFeatures issue() {
    return similarity.encode(TEXT);
  }

  private static LabelCatalog catalog(String... names) {
    return new LabelCatalog(Stream.of(names).map(name -> Label.of(name, "")).toList());
  }

  private static LabelCatalog large(int topics) {
    List<Label> labels = new ArrayList<>();
    IntStream.range(0, topics).forEach(i -> labels.add(Label.of("topic-" + i, "")));
    labels.add(Label.of("linux", ""));
    labels.add(Label.of("wontfix", ""));
    return new LabelCatalog(labels);
  }

  @Nested
  class Inferences {
    private MatcherScorer matcher;

    @BeforeEach
    void stand() {
      matcher = new MatcherScorer(model, similarity);
    }

    /** For an issue in a repository whose labels have been read before. */
    private long of(LabelCatalog catalog) {
      matcher.scores(
          similarity.encode(new IssueText("an issue before", "that knew the labels")), catalog);
      long before = model.inferences();
      matcher.scores(
          similarity.encode(new IssueText("slow " + before, "The install is slow, too.")), catalog);
      return model.inferences() - before;
    }

    @Test
    @DisplayName("are one over text and labels and one over the title")
    void areOneOverTextAndLabelsAndOneOverTheTitle() {
      assertThat(of(catalog("linux", "bug", "documentation", "wontfix"))).isEqualTo(2);
      assertThat(of(large(CandidateFeatures.MAX_IN_ONE_PASS - 1))).isEqualTo(2);
    }

    @Test
    @DisplayName("are one more if the labels are shortlisted first")
    void areOneMoreWhereAShortlistIsMadeFirst() {
      assertThat(of(large(100))).isEqualTo(3);
    }

    @Test
    @DisplayName("of a new repository read all labels together in each neutral text")
    void ofANewRepositoryReadAllLabelsTogetherInEachNeutralText() {
      LabelCatalog catalog = catalog("linux", "windows", "network");
      long before = model.inferences();

      matcher.scores(issue(), catalog);

      long labelEmbeddings = catalog.size();
      assertThat(model.inferences() - before)
          .isEqualTo(2 + labelEmbeddings + CandidateFeatures.NEUTRAL.size());
    }
  }

  @Nested
  class Scores {
    @TempDir Path folder;

    private List<ScoredLabel> scores(LabelCatalog catalog) {
      return new MatcherScorer(model, similarity).scores(issue(), catalog);
    }

    /** A matcher whose bundle.json is changed. */
    private MatcherScorer changed(String from, String to) throws IOException {
      Path manifest = Bundles.copyOfTinyMatcher(folder).resolve("bundle.json");
      Files.writeString(manifest, Files.readString(manifest).replace(from, to));
      MatcherModel other = models.matcher(loader().folder(folder));
      return new MatcherScorer(other, new SimilarityScorer(other, Optional.empty()));
    }

    @Test
    @DisplayName("are the logistic of the weighed features")
    void areTheLogisticOfTheWeighedFeatures() {
      LabelCatalog catalog = catalog("linux");
      double near = similarity.find(issue(), catalog).logOdds()[0];

      ScoredLabel scored = scores(catalog).get(0);

      assertThat(scored.scorer()).isEqualTo(MATCHER);
      assertThat(scored.score()).isEqualTo(LogOdds.probability(4 + 0.5 * near), within(1e-6));
      MatcherScorer matcher = new MatcherScorer(model, similarity);
      assertThat(matcher.f1Threshold("linux")).isEqualTo(0.45);
      assertThat(matcher.bundles()).containsExactly("tiny-matcher 1");
    }

    @Test
    @DisplayName("are the calibrated match where nothing was fitted")
    void areTheCalibratedMatchWhereNothingWasFitted() throws IOException {
      MatcherScorer matcher = changed("\"fusion\"", "\"other\"");

      assertThat(matcher.scores(issue(), catalog("slow install linux", "windows")))
          .extracting(ScoredLabel::score)
          .containsExactly(LogOdds.probability(10), LogOdds.probability(-2));
      assertThat(matcher.f1Threshold("linux")).isEqualTo(0.4);
    }

    @Test
    @DisplayName("are those of similarity for labels that the model is not asked about")
    void areSimilaritysOwnForLabelsThatAreNotAskedAbout() {
      LabelCatalog catalog = large(100);

      List<ScoredLabel> scores = scores(catalog);

      assertThat(scores).hasSize(catalog.size());
      assertThat(scores.stream().filter(scored -> scored.scorer().equals(MATCHER)))
          .hasSize(CandidateFeatures.MAX_IN_ONE_PASS);
      assertThat(scores.stream().filter(scored -> !scored.scorer().equals(MATCHER)))
          .isSubsetOf(similarity.scores(issue(), catalog));
    }

    @Test
    @DisplayName("do not depend on the order of the labels")
    void doNotDependOnTheOrderOfTheLabels() {
      List<Label> labels =
          new ArrayList<>(catalog("linux", "bug", "docs", "slow install", "network").labels());
      List<ScoredLabel> ordered = scores(new LabelCatalog(labels));
      Random random = new Random(5);
      for (int i = 0; i < 10; i++) {
        Collections.shuffle(labels, random);

        assertThat(scores(new LabelCatalog(labels))).hasSameElementsAs(ordered);
      }
    }

    @Test
    @DisplayName("do not depend on how many inferences the labels take")
    void doNotDependOnHowManyInferencesTheLabelsTake() {
      LabelCatalog catalog = large(40);
      ModelConfig small = Bundles.withBatchTokens(40);
      try (OpenModels others = new OpenModels(small)) {
        MatcherModel other = others.matcher(loader().folder(Bundles.tinyMatcher()));
        SimilarityScorer near = new SimilarityScorer(other, Optional.empty());

        List<ScoredLabel> several =
            new MatcherScorer(other, near).scores(near.encode(TEXT), catalog);

        assertThat(several).isEqualTo(scores(catalog));
      }
    }

    @Test
    @DisplayName("of types may weigh the match where the label was asked about")
    void ofTypesMayWeighTheMatchWhereTheLabelWasAskedAbout() throws IOException {
      String types =
          """
          "types": {
            "bug": {"intercept": 1, "weights": {}, "threshold": 0.6},
            "bug|match": {"intercept": 0, "weights": {"bug|match": 0.5}, "threshold": 0.7},
            "docs": {"intercept": 0, "weights": {"docs|match": 2}, "threshold": 0.8}},
          "matcher\":""";
      MatcherScorer matcher = changed("\"matcher\":", types);
      MatcherModel other = models.matcher(loader().folder(folder));
      SimilarityScorer near = new SimilarityScorer(other, Optional.empty());
      LabelCatalog catalog = catalog("bug", "docs");

      assertThat(matcher.scores(issue(), catalog))
          .containsExactly(
              new ScoredLabel("bug", LogOdds.probability(-2), "zero-shot/issue-type"),
              new ScoredLabel("docs", LogOdds.probability(-8), "zero-shot/issue-type"));
      assertThat(near.scores(issue(), catalog))
          .extracting(ScoredLabel::scorer)
          .containsExactly("zero-shot/issue-type", "zero-shot/similarity");
      assertThat(near.scores(issue(), catalog).get(0).score()).isEqualTo(LogOdds.probability(1));
      assertThat(matcher.types().f1Threshold("bug")).isEqualTo(0.7);
      assertThat(near.types().f1Threshold("bug")).isEqualTo(0.6);
    }
  }
}
