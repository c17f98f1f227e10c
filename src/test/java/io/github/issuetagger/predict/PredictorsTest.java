package io.github.issuetagger.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.Prediction;
import io.github.issuetagger.issue.ScoredLabel;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PredictorsTest {
  private static final LabelCatalog CATALOG =
      new LabelCatalog(
          List.of(
              Label.of("documentation", "Improvements or additions to documentation"),
              Label.of("bug", "Something isn't working"),
              Label.of("enhancement", "New feature or request"),
              Label.of("networking", "Connections, proxies and timeouts"),
              Label.of("wontfix", "This will not be worked on")));
  private static final IssueText CRASH =
      new IssueText(
          "Crash with NullPointerException on start",
          "The program crashes with an error:\n```\njava.lang.NullPointerException\n```");
  private static Predictors predictors;

  @BeforeAll
  static void open() {
    predictors = Predictors.open(Bundles.config());
  }

  @AfterAll
  static void close() {
    predictors.close();
  }

  private static Prediction predict(String title, String body) {
    return predictors.predictor().predict(new IssueText(title, body), CATALOG);
  }

  private static double score(Prediction prediction, String label) {
    return prediction.scores().stream()
        .filter(scored -> scored.label().equals(label))
        .mapToDouble(ScoredLabel::score)
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class The_embedded_encoder {
    @Test
    void takes_a_crash_report_for_a_bug() {
      Prediction prediction = predictors.predictor().predict(CRASH, CATALOG);

      assertThat(prediction.ranked().get(0).label()).isEqualTo("bug");
      assertThat(score(prediction, "bug")).isGreaterThan(score(prediction, "documentation"));
    }

    @Test
    void takes_a_wish_for_an_enhancement() {
      Prediction prediction =
          predict("Add support for dark mode", "It would be nice to have an option for this.");

      assertThat(score(prediction, "enhancement")).isGreaterThan(score(prediction, "bug"));
    }

    @Test
    void finds_a_topic_by_its_meaning() {
      Prediction topic = predict("Request through the proxy times out", "Connection is refused.");
      Prediction other = predict("Wrong colour of the button", "It should be blue.");

      assertThat(score(topic, "networking")).isGreaterThan(score(other, "networking"));
    }

    @Test
    void would_not_suggest_a_label_that_only_says_where_work_stands() {
      assertThat(score(predictors.predictor().predict(CRASH, CATALOG), "wontfix")).isLessThan(0.4);
    }

    @Test
    void scores_every_label_in_the_catalogs_order_and_names_its_rung() {
      Prediction prediction = predictors.predictor().predict(CRASH, CATALOG);

      assertThat(prediction.scores().stream().map(ScoredLabel::label))
          .containsExactlyElementsOf(CATALOG.labels().stream().map(Label::name).toList());
      assertThat(prediction.scores())
          .extracting(ScoredLabel::rung)
          .allSatisfy(rung -> assertThat(predictors.describe()).contains(rung));
      assertThat(predictors.describe()).endsWith(")").contains("zero-shot/similarity (");
    }

    @Test
    void copes_with_an_issue_that_says_nothing_and_a_repository_without_labels() {
      assertThat(predict("", "").scores()).hasSize(CATALOG.size());
      assertThat(predictors.predictor().predict(CRASH, new LabelCatalog(List.of())).scores())
          .isEmpty();
    }

    @Test
    void answers_alike_however_many_ask() throws Exception {
      Prediction expected = predictors.predictor().predict(CRASH, CATALOG);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        Callable<Prediction> ask = () -> predictors.predictor().predict(CRASH, CATALOG);
        List<Future<Prediction>> answers =
            threads.invokeAll(IntStream.range(0, 12).mapToObj(i -> ask).toList());
        for (Future<Prediction> answer : answers) {
          assertThat(answer.get()).isEqualTo(expected);
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Nested
  class An_nli_bundle {
    @Test
    void stands_above_the_encoder() {
      try (Predictors nli = Predictors.open(Bundles.config(Bundles.tinyNli()))) {
        LabelCatalog catalog =
            new LabelCatalog(List.of(Label.of("windows", ""), Label.of("linux", "")));
        Prediction prediction =
            nli.predictor().predict(new IssueText("slow on linux", ""), catalog);

        assertThat(prediction.rung()).isEqualTo("zero-shot/nli");
        assertThat(prediction.ranked().get(0).label()).isEqualTo("linux");
        assertThat(prediction.ranked().get(0).score()).isGreaterThan(0.9);
      }
    }

    @Test
    void asks_only_about_a_shortlist_of_a_large_catalog_and_scores_the_rest_below() {
      List<Label> labels = new ArrayList<>();
      IntStream.range(0, 40).forEach(i -> labels.add(Label.of("topic-" + i, "")));
      labels.add(Label.of("linux", ""));
      try (Predictors nli = Predictors.open(Bundles.config(Bundles.tinyNli()))) {
        Prediction prediction =
            nli.predictor().predict(new IssueText("slow on linux", ""), new LabelCatalog(labels));

        assertThat(prediction.scores()).hasSize(41);
        assertThat(prediction.ranked().get(0).label()).isEqualTo("linux");
      }
    }
  }

  @Nested
  class A_multi_label_bundle {
    private static final LabelCatalog LABELS =
        new LabelCatalog(
            List.of(
                Label.of("bug", "Something isn't working"),
                Label.of("networking", "Connections"),
                Label.of("LINUX", "")));

    @Test
    void scores_the_labels_that_it_names_and_leaves_the_others_to_the_rungs_below() {
      try (Predictors tuned = Predictors.open(Bundles.config(Bundles.tinyMultiLabel()))) {
        Prediction prediction =
            tuned.predictor().predict(new IssueText("network is slow", ""), LABELS);

        assertThat(prediction.scores())
            .extracting(ScoredLabel::label)
            .containsExactly("bug", "networking", "LINUX");
        assertThat(prediction.scores().get(0).rung()).startsWith("zero-shot/");
        assertThat(prediction.scores().subList(1, 3))
            .extracting(ScoredLabel::rung)
            .containsOnly("fine-tuned");
        // Logits of 4, which the calibration halves, and of -4.
        assertThat(score(prediction, "networking"))
            .isEqualTo(Calibration.logistic(2), within(1e-6));
        assertThat(score(prediction, "LINUX")).isEqualTo(Calibration.logistic(-4), within(1e-6));
        assertThat(prediction.bundle()).startsWith("tiny-multi-label 1 + ");
      }
    }

    @Test
    void has_a_threshold_of_its_own_for_each_label() {
      try (Predictors tuned = Predictors.open(Bundles.config(Bundles.tinyMultiLabel()))) {
        Prediction prediction =
            tuned.predictor().predict(new IssueText("network is slow", ""), LABELS);

        assertThat(prediction.scores().subList(1, 3))
            .extracting(tuned::f1Threshold)
            .containsExactly(0.2, 0.6);
      }
    }
  }

  @Nested
  class An_encoder_bundle {
    @Test
    void tells_the_type_by_its_trained_head() {
      try (Predictors own = Predictors.open(Bundles.config(Bundles.tinyEncoder()))) {
        LabelCatalog types =
            new LabelCatalog(
                List.of(
                    Label.of("kind/bug", ""),
                    Label.of("Type: Question", ""),
                    Label.of("documentation", "")));

        assertThat(best(own, types, "error")).isEqualTo("kind/bug");
        assertThat(best(own, types, "install")).isEqualTo("Type: Question");
        assertThat(best(own, types, "docs")).isEqualTo("documentation");
        assertThat(own.describe()).isEqualTo("zero-shot/similarity (tiny-encoder 1)");
      }
    }

    private String best(Predictors own, LabelCatalog types, String title) {
      return own.predictor().predict(new IssueText(title, ""), types).ranked().get(0).label();
    }
  }
}
