package io.github.issuetagger.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            .extracting(tuned.ladder("").f1Threshold()::applyAsDouble)
            .containsExactly(0.2, 0.6);
      }
    }
  }

  @Nested
  class Bundles_for_one_repository_each {
    private static final LabelCatalog LABELS =
        new LabelCatalog(List.of(Label.of("networking", ""), Label.of("bug", "")));
    private static final IssueText SLOW = new IssueText("network is slow", "");

    @TempDir Path folder;

    private List<String> rungs(Predictors opened, String owner, String name) {
      return opened
          .predictor()
          .predict(new RepositoryRef(1, 7, owner, name), SLOW, LABELS)
          .scores()
          .stream()
          .map(ScoredLabel::rung)
          .toList();
    }

    private void refuses(String... reasons) {
      assertThatThrownBy(() -> Predictors.open(Bundles.perRepository(Optional.empty(), folder)))
          .isInstanceOf(BundleException.class)
          .hasMessageContainingAll(reasons);
    }

    @Test
    void serve_their_repository_in_any_case_and_no_other() {
      Bundles.multiLabel(folder.resolve("Octo/shop"), "2024-05-01T00:00:00Z");
      try (Predictors opened = Predictors.open(Bundles.perRepository(Optional.empty(), folder))) {
        assertThat(rungs(opened, "octo", "Shop")).first().isEqualTo("fine-tuned");
        assertThat(rungs(opened, "octo", "Shop")).last().asString().startsWith("zero-shot/");
        assertThat(rungs(opened, "octo", "other"))
            .allSatisfy(rung -> assertThat(rung).startsWith("zero-shot/"));
        assertThat(opened.predictor().predict(SLOW, LABELS).scores())
            .extracting(ScoredLabel::rung)
            .doesNotContain("fine-tuned");
        assertThat(opened.describe()).endsWith("; octo/shop: fine-tuned (tiny-multi-label 1)");

        RepositoryCascade shop = opened.ladder("OCTO/shop");
        assertThat(shop.operators().test("NETWORKING")).isTrue();
        assertThat(opened.ladder("octo/other").operators().test("networking")).isFalse();
        FineTunedBundle tuned = shop.encoder().tuned().orElseThrow();
        assertThat(tuned.trainedUntil()).contains(Instant.parse("2024-05-01T00:00:00Z"));
        assertThat(tuned.labels()).containsExactly("Networking", "linux");
        FineTunedLogOdds odds = shop.encoder().encode(SLOW).tuned().orElseThrow();
        assertThat(odds.bundle()).isEqualTo(tuned.fingerprint());
        assertThat(odds.odds()).containsExactly(new float[] {2, -4}, within(1e-5f));
        assertThat(shop.encoder().encodeUntuned(SLOW).tuned()).isEmpty();
        assertThat(opened.ladder("").encoder().tuned()).isEmpty();
      }
    }

    @Test
    void stand_above_the_one_of_all() throws IOException {
      Path own = Bundles.multiLabel(folder.resolve("octo/shop"), "");
      Path manifest = own.resolve("bundle.json");
      Files.writeString(
          manifest,
          Files.readString(manifest).replace("\"linux\"", "\"bug\"").replace("0.2", "0.3"));
      try (Predictors opened =
          Predictors.open(Bundles.perRepository(Optional.of(Bundles.tinyMultiLabel()), folder))) {
        assertThat(rungs(opened, "octo", "shop")).containsExactly("fine-tuned", "fine-tuned");
        assertThat(rungs(opened, "octo", "other")).first().isEqualTo("fine-tuned");
        ScoredLabel networking = new ScoredLabel("networking", 1, "fine-tuned");
        ScoredLabel linux = new ScoredLabel("linux", 1, "fine-tuned");
        RepositoryCascade shop = opened.ladder("octo/shop");
        assertThat(shop.f1Threshold().applyAsDouble(networking)).isEqualTo(0.3);
        assertThat(shop.f1Threshold().applyAsDouble(linux)).isEqualTo(0.6);
        assertThat(opened.ladder("octo/other").f1Threshold().applyAsDouble(networking))
            .isEqualTo(0.2);
        assertThat(shop.operators().test("linux")).isTrue();
        assertThat(shop.encoder().tuned().orElseThrow().covers("linux")).isFalse();
        assertThat(shop.encoder().tuned().orElseThrow().fingerprint())
            .isNotEqualTo(opened.ladder("").encoder().tuned().orElseThrow().fingerprint());
      }
    }

    @Test
    void are_refused_when_they_are_damaged_and_say_where_they_lie() throws IOException {
      Path own = Bundles.multiLabel(folder.resolve("octo/shop"), "");
      Files.writeString(own.resolve("tokenizer.json"), "{}");

      refuses("MODELS_DIR", "octo/shop", own.toString(), "damaged", "remove the folder");
    }

    @Test
    void are_refused_without_a_bundle_or_with_one_for_another_task() throws IOException {
      Path own = Files.createDirectories(folder.resolve("octo/shop"));
      refuses(own.toString(), "no bundle.json", "put a multi-label bundle there");

      Bundles.copyOfTinyNli(own);
      refuses(own.toString(), "is for task nli, but multi-label is needed");
    }

    @Test
    void are_refused_where_two_are_for_the_same_repository() throws IOException {
      Bundles.multiLabel(folder.resolve("octo/shop"), "");
      // Where names differ in case alone, some file systems hold one folder.
      assumeFalse(Files.exists(folder.resolve("OCTO")));
      Bundles.multiLabel(folder.resolve("Octo/Shop"), "");

      refuses("two folders for", "differ only in case");
    }

    @Test
    void may_have_other_files_and_folders_beside_them() throws IOException {
      Bundles.multiLabel(folder.resolve("octo/.github"), "");
      Files.writeString(folder.resolve("README.md"), "Models of our repositories");
      Files.createDirectories(folder.resolve(".git/refs"));
      Files.createDirectories(folder.resolve("lost+found/none"));
      try (Predictors opened = Predictors.open(Bundles.perRepository(Optional.empty(), folder))) {
        assertThat(rungs(opened, "octo", ".github")).contains("fine-tuned");
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
