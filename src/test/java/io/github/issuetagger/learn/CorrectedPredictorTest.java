package io.github.issuetagger.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.issue.Embedding;
import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.Prediction;
import io.github.issuetagger.issue.RepositoryRef;
import io.github.issuetagger.issue.ScoredLabel;
import io.github.issuetagger.predict.Embedder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrectedPredictorTest {
  private static final RepositoryRef REPOSITORY = new RepositoryRef(1, 7, "octo", "shop");
  private static final IssueText ISSUE = new IssueText("It crashes", "");
  private static final LabelCatalog CATALOG =
      new LabelCatalog(List.of(Label.of("bug", ""), Label.of("docs", "")));

  private final List<PlacedWord> words = new ArrayList<>();
  private int embedded;

  private Prediction predict() {
    Embedder embedder =
        new Embedder() {
          @Override
          public String encoder() {
            return "encoder 1";
          }

          @Override
          public List<Embedding> embed(List<IssueText> issues) {
            embedded++;
            return List.of(new Embedding("encoder 1", new float[] {1, 0}));
          }
        };
    return new CorrectedPredictor(
            (text, catalog) ->
                new Prediction(
                    List.of(
                        new ScoredLabel("bug", 0.8, "zero-shot"),
                        new ScoredLabel("docs", 0.3, "zero-shot")),
                    "model 1"),
            embedder,
            id -> id == 7 ? words : List.of())
        .predict(REPOSITORY, ISSUE, CATALOG);
  }

  private void say(double cosine, String label, boolean belongs, double weight) {
    float[] place = {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)};
    words.add(new PlacedWord(place, label, belongs, weight));
  }

  private ScoredLabel bug() {
    return predict().scores().get(0);
  }

  @Test
  void leaves_what_nobody_spoke_of() {
    assertThat(predict().scores())
        .containsExactly(
            new ScoredLabel("bug", 0.8, "zero-shot"), new ScoredLabel("docs", 0.3, "zero-shot"));
    assertThat(embedded).isZero();
  }

  @Test
  void takes_a_word_about_the_same_issue_for_the_answer() {
    say(0.95, "Bug", false, 1);

    assertThat(bug().score()).isEqualTo(0.018, within(0.001));
    assertThat(bug().rung()).isEqualTo("corrections");
    assertThat(predict().scores().get(1)).isEqualTo(new ScoredLabel("docs", 0.3, "zero-shot"));
    assertThat(predict().bundle()).isEqualTo("model 1");
  }

  @Test
  void takes_half_of_it_half_way_and_nothing_from_far_away() {
    say(0.8, "bug", false, 1);
    say(0.69, "docs", true, 1);

    double half = (Odds.logit(0.8) - 4) / 2;
    assertThat(bug().score()).isEqualTo(Odds.probability(half), within(1e-4));
    assertThat(predict().scores().get(1).score()).isEqualTo(0.3);
  }

  @Test
  void takes_a_weak_word_for_less() {
    say(1, "docs", true, 0.5);

    double drawn = 0.5 * Odds.logit(0.3) + 2;
    assertThat(predict().scores().get(1).score()).isEqualTo(Odds.probability(drawn), within(1e-6));
  }

  @Test
  void hears_the_nearest_word_alone_and_of_equals_the_latest() {
    for (int i = 0; i < 50; i++) {
      say(0.75, "bug", false, 1);
    }
    say(0.95, "bug", true, 1);
    assertThat(bug().score()).isGreaterThan(0.97);

    say(0.95, "bug", false, 1);
    assertThat(bug().score()).isLessThan(0.03);
  }
}
