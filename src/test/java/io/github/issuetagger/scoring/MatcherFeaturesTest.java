package io.github.issuetagger.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.MatcherModel;
import io.github.issuetagger.model.bundle.BundleLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MatcherFeaturesTest {
  private final OpenModels models = new OpenModels(Bundles.config());
  private MatcherModel model;
  private SimilarityScorer similarity;
  private IssueFeatures issue;

  @BeforeEach
  void open() {
    BundleLoader loader = new BundleLoader(Bundles.config().cacheDir());
    model = models.matcher(loader.folder(Bundles.tinyMatcher()));
    similarity = new SimilarityScorer(model, Optional.empty());
    issue = similarity.encode(new IssueText("slow on linux", "The install is slow, too."));
  }

  @AfterEach
  void close() {
    models.close();
  }

  private static LabelCatalog catalog(String... names) {
    return new LabelCatalog(Stream.of(names).map(name -> Label.of(name, "")).toList());
  }

  private static LabelCatalog large() {
    List<Label> labels = new ArrayList<>();
    IntStream.range(0, 100).forEach(i -> labels.add(Label.of("topic-" + i, "")));
    labels.add(Label.of("linux", ""));
    return new LabelCatalog(labels);
  }

  private Map<Integer, MatcherFeatures.Answer> of(LabelCatalog catalog) {
    return new MatcherFeatures(model, similarity).of(issue, catalog).answers();
  }

  @Test
  @DisplayName("hold what similarity found and what the match adds")
  void holdWhatSimilarityFoundAndWhatTheMatchAdds() {
    LabelCatalog catalog = catalog("linux", "bug");

    Map<String, Double> linux = of(catalog).get(0).features();
    Map<String, Double> bug = of(catalog).get(1).features();

    SimilarityScorer.Findings found = similarity.find(issue, catalog);
    assertThat(linux).containsAllEntriesOf(found.features().get(0));
    assertThat(linux)
        .containsEntry("similarity", found.logOdds()[0])
        .containsEntry("match", 4.0)
        .containsEntry("match.margin", 8.0)
        .containsEntry("match.standard", 1.0)
        .containsEntry("match.gap", 0.0)
        .containsEntry("topic|match", 4.0)
        .doesNotContainKey("bug|match");
    assertThat(bug)
        .containsEntry("match.gap", -8.0)
        .containsEntry("bug|match", -4.0)
        .containsKey("bug|type.bug");
  }

  @Test
  @DisplayName("limit the match")
  void knowTheMatchWithinBounds() {
    MatcherFeatures.Answer sure = of(catalog("slow install linux")).get(0);

    assertThat(sure.logOdds()).isEqualTo(20);
    assertThat(sure.features()).containsEntry("match", 10.0);
  }

  @Test
  @DisplayName("are measured for the most similar labels of a large catalog")
  void areMeasuredForAShortlistOfALargeCatalog() {
    assertThat(of(large())).hasSize(CandidateFeatures.MAX_IN_ONE_PASS).containsKey(100);
  }

  @Test
  @DisplayName("are not measured for a label that tells where work stands")
  void areNotMeasuredForALabelThatTellsWhereWorkStands() {
    assertThat(of(catalog("wontfix", "linux", "help wanted"))).containsOnlyKeys(1);
    assertThat(of(catalog("wontfix"))).isEmpty();
  }

  @Test
  @DisplayName("use the maintainers' hypothesis for a label")
  void takeTheMaintainersOwnWordsForALabel() {
    Label label = new Label("tux", "", Optional.of("linux"));

    assertThat(of(new LabelCatalog(List.of(label))).get(0).logOdds()).isEqualTo(4);
  }
}
