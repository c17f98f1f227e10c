package io.github.issuetagger.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.CorrectedScore;
import io.github.issuetagger.domain.CorrectedScore.Correction;
import io.github.issuetagger.domain.HoldoutPrecision;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.feedback.Explanation.Phrase;
import io.github.issuetagger.testing.FakeScorer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Explaining by occlusion")
class OcclusionExplainerTest {
  private static final RepositoryRef REPOSITORY = new RepositoryRef(7, 42, "octo", "hello");
  private static final LabelCatalog CATALOG =
      new LabelCatalog(
          List.of(
              Label.of("bug", ""), Label.of("docs", ""), Label.of("ui", ""), Label.of("api", "")));

  private int inferences;
  private final OcclusionExplainer explainer =
      new OcclusionExplainer(new FakeScorer(this::predict));

  /** A label scores 0.4 for each time that its name is in the text, and 0.1 anyway. */
  private Prediction predict(IssueText text, LabelCatalog catalog) {
    inferences++;
    String all = text.title() + " " + text.body();
    return new Prediction(
        catalog.labels().stream()
            .map(Label::name)
            .map(
                name ->
                    new ScoredLabel(
                        name, Math.min(1, 0.1 + 0.4 * (all.split(name, -1).length - 1)), "words"))
            .toList(),
        "test 1.0");
  }

  private List<Explanation> explain(String title, String body, String... labels) {
    return explainer.explain(REPOSITORY, 1, new IssueText(title, body), CATALOG, List.of(labels));
  }

  @Test
  @DisplayName("names the sentences without which the score falls")
  void phrases() {
    Explanation bug =
        explain("Something", "There is a bug here. I like cats.\nA bug and a bug!", "bug").get(0);

    assertThat(bug.label()).isEqualTo("bug");
    assertThat(bug.scorer()).isEqualTo("words");
    assertThat(bug.bundle()).isEqualTo("test 1.0");
    assertThat(bug.phrases()).extracting(Phrase::text).first().isEqualTo("A bug and a bug!");
    assertThat(bug.phrases()).extracting(Phrase::text).doesNotContain("I like cats.");
  }

  @Test
  @DisplayName("reports how corrections changed the score")
  void corrected() {
    CorrectedScore moved =
        new CorrectedScore(0.9, 0.5, List.of(new Correction(12, false, 0.9, true)));
    OcclusionExplainer explainer =
        new OcclusionExplainer(
            new FakeScorer(
                (text, catalog) ->
                    new Prediction(
                        List.of(
                            new ScoredLabel("Bug", 0.5, "corrections"),
                            new ScoredLabel("docs", 0.3, "words")),
                        "test 1.0",
                        HoldoutPrecision.NONE,
                        Map.of("bug", moved))));

    List<Explanation> explained =
        explainer.explain(REPOSITORY, 1, new IssueText("It crashes", ""), CATALOG, List.of());

    assertThat(explained)
        .extracting(Explanation::corrected)
        .containsExactly(Optional.of(moved), Optional.empty());
  }

  @Test
  @DisplayName("treats the title as a sentence")
  void title() {
    assertThat(explain("A bug", "It is so.", "bug").get(0).phrases())
        .extracting(Phrase::text)
        .containsExactly("A bug");
  }

  @Test
  @DisplayName("explains the best labels if none is named")
  void best() {
    assertThat(explain("ui ui", "docs", new String[0]))
        .extracting(Explanation::label)
        .containsExactly("ui", "docs", "bug");
  }

  @Test
  @DisplayName(
      "asks the model a bounded number of times, however long the issue and many the labels")
  void bounded() {
    String body =
        IntStream.range(0, 200)
            .mapToObj(i -> "Sentence " + i + ".")
            .collect(Collectors.joining(" "));

    explain("Title", body, "bug", "docs", "ui");

    assertThat(inferences).isLessThanOrEqualTo(OcclusionExplainer.MOST_PIECES + 2);
  }

  @Test
  @DisplayName("has no phrases for an issue without a body")
  void empty() {
    assertThat(explain("A bug", "", "bug").get(0).phrases()).isEmpty();
  }
}
