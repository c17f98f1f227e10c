package io.github.issuetagger.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.bundle.BundleException;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CascadesTest {
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
  private static Cascades cascades;

  @BeforeAll
  static void open() {
    cascades = Cascades.open(Bundles.config());
  }

  @AfterAll
  static void close() {
    cascades.close();
  }

  private static Prediction predict(String title, String body) {
    return predict(cascades, new IssueText(title, body), CATALOG);
  }

  private static Prediction predict(Cascades cascades, IssueText text, LabelCatalog catalog) {
    return predict(cascades.find(""), text, catalog);
  }

  private static Prediction predict(
      RepositoryCascade cascade, IssueText text, LabelCatalog catalog) {
    return cascade.predictor().score(cascade.encoder().encode(text), catalog);
  }

  private static double score(Prediction prediction, String label) {
    return prediction.scores().stream()
        .filter(scored -> scored.label().equals(label))
        .mapToDouble(ScoredLabel::score)
        .findFirst()
        .orElseThrow();
  }

  @Nested
  @DisplayName("The embedded encoder")
  class TheEmbeddedEncoder {
    @Test
    @DisplayName("recognizes a crash report as a bug")
    void takesACrashReportForABug() {
      Prediction prediction = predict(cascades, CRASH, CATALOG);

      assertThat(prediction.ranked().get(0).label()).isEqualTo("bug");
      assertThat(score(prediction, "bug")).isGreaterThan(score(prediction, "documentation"));
    }

    @Test
    @DisplayName("recognizes a wish as an enhancement")
    void takesAWishForAnEnhancement() {
      Prediction prediction =
          predict("Add support for dark mode", "It would be nice to have an option for this.");

      assertThat(score(prediction, "enhancement")).isGreaterThan(score(prediction, "bug"));
    }

    @Test
    @DisplayName("finds a topic by its meaning")
    void findsATopicByItsMeaning() {
      Prediction topic = predict("Request through the proxy times out", "Connection is refused.");
      Prediction other = predict("Wrong colour of the button", "It should be blue.");

      assertThat(score(topic, "networking")).isGreaterThan(score(other, "networking"));
    }

    @Test
    @DisplayName("would not suggest a label that only says where work stands")
    void wouldNotSuggestALabelThatOnlySaysWhereWorkStands() {
      assertThat(score(predict(cascades, CRASH, CATALOG), "wontfix")).isLessThan(0.4);
    }

    @Test
    @DisplayName("scores every label in the catalog's order and names its scorer")
    void scoresEveryLabelInTheCatalogsOrderAndNamesItsScorer() {
      Prediction prediction = predict(cascades, CRASH, CATALOG);

      assertThat(prediction.scores().stream().map(ScoredLabel::label))
          .containsExactlyElementsOf(CATALOG.labels().stream().map(Label::name).toList());
      assertThat(prediction.scores())
          .extracting(ScoredLabel::scorer)
          .allSatisfy(scorer -> assertThat(cascades.describe()).contains(scorer));
      assertThat(cascades.describe()).endsWith(")").contains("zero-shot/similarity (");
    }

    @Test
    @DisplayName("copes with an issue that says nothing and a repository without labels")
    void copesWithAnIssueThatSaysNothingAndARepositoryWithoutLabels() {
      assertThat(predict("", "").scores()).hasSize(CATALOG.size());
      assertThat(predict(cascades, CRASH, new LabelCatalog(List.of())).scores()).isEmpty();
    }

    @Test
    @DisplayName("gives the same answers to many threads")
    void answersAlikeHoweverManyAsk() throws Exception {
      Prediction expected = predict(cascades, CRASH, CATALOG);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        Callable<Prediction> ask = () -> predict(cascades, CRASH, CATALOG);
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
  @DisplayName("An nli bundle")
  class AnNliBundle {
    @Test
    @DisplayName("comes before the encoder")
    void standsAboveTheEncoder() {
      try (Cascades nli = Cascades.open(Bundles.config(Bundles.tinyNli()))) {
        LabelCatalog catalog =
            new LabelCatalog(List.of(Label.of("windows", ""), Label.of("linux", "")));
        Prediction prediction = predict(nli, new IssueText("slow on linux", ""), catalog);

        assertThat(prediction.scorer()).isEqualTo("zero-shot/nli");
        assertThat(prediction.ranked().get(0).label()).isEqualTo("linux");
        assertThat(prediction.ranked().get(0).score()).isGreaterThan(0.9);
      }
    }

    @Test
    @DisplayName("asks only about a shortlist of a large catalog and scores the rest below")
    void asksOnlyAboutAShortlistOfALargeCatalogAndScoresTheRestBelow() {
      List<Label> labels = new ArrayList<>();
      IntStream.range(0, 40).forEach(i -> labels.add(Label.of("topic-" + i, "")));
      labels.add(Label.of("linux", ""));
      try (Cascades nli = Cascades.open(Bundles.config(Bundles.tinyNli()))) {
        Prediction prediction =
            predict(nli, new IssueText("slow on linux", ""), new LabelCatalog(labels));

        assertThat(prediction.scores()).hasSize(41);
        assertThat(prediction.ranked().get(0).label()).isEqualTo("linux");
      }
    }
  }

  @Nested
  @DisplayName("A multi-label bundle")
  class AMultiLabelBundle {
    private static final LabelCatalog LABELS =
        new LabelCatalog(
            List.of(
                Label.of("bug", "Something isn't working"),
                Label.of("networking", "Connections"),
                Label.of("LINUX", "")));

    @Test
    @DisplayName("scores the labels that it names and leaves the others to the scorers below")
    void scoresTheLabelsThatItNamesAndLeavesTheOthersToTheScorersBelow() {
      try (Cascades tuned = Cascades.open(Bundles.config(Bundles.tinyMultiLabel()))) {
        Prediction prediction = predict(tuned, new IssueText("network is slow", ""), LABELS);

        assertThat(prediction.scores())
            .extracting(ScoredLabel::label)
            .containsExactly("bug", "networking", "LINUX");
        assertThat(prediction.scores().get(0).scorer()).startsWith("zero-shot/");
        assertThat(prediction.scores().subList(1, 3))
            .extracting(ScoredLabel::scorer)
            .containsOnly("fine-tuned");
        // Logits of 4, which the calibration halves, and of -4.
        assertThat(score(prediction, "networking")).isEqualTo(LogOdds.probability(2), within(1e-6));
        assertThat(score(prediction, "LINUX")).isEqualTo(LogOdds.probability(-4), within(1e-6));
        assertThat(prediction.bundle()).startsWith("tiny-multi-label 1 + ");
      }
    }

    @Test
    @DisplayName("has a separate threshold for each label")
    void hasAThresholdOfItsOwnForEachLabel() {
      try (Cascades tuned = Cascades.open(Bundles.config(Bundles.tinyMultiLabel()))) {
        Prediction prediction = predict(tuned, new IssueText("network is slow", ""), LABELS);

        assertThat(prediction.scores().subList(1, 3))
            .extracting(tuned.find("").f1Threshold()::applyAsDouble)
            .containsExactly(0.2, 0.6);
      }
    }
  }

  @Nested
  @DisplayName("Bundles for one repository each")
  class BundlesForOneRepositoryEach {
    private static final LabelCatalog LABELS =
        new LabelCatalog(List.of(Label.of("networking", ""), Label.of("bug", "")));
    private static final IssueText SLOW = new IssueText("network is slow", "");

    @TempDir Path folder;

    private List<String> scorers(Cascades opened, String owner, String name) {
      return predict(opened.find(owner + "/" + name), SLOW, LABELS).scores().stream()
          .map(ScoredLabel::scorer)
          .toList();
    }

    private void refuses(String... reasons) {
      assertThatThrownBy(() -> Cascades.open(Bundles.perRepository(Optional.empty(), folder)))
          .isInstanceOf(BundleException.class)
          .hasMessageContainingAll(reasons);
    }

    @Test
    @DisplayName("serve their repository in any case and no other")
    void serveTheirRepositoryInAnyCaseAndNoOther() {
      Bundles.multiLabel(folder.resolve("Octo/shop"), "2024-05-01T00:00:00Z");
      try (Cascades opened = Cascades.open(Bundles.perRepository(Optional.empty(), folder))) {
        assertThat(scorers(opened, "octo", "Shop")).first().isEqualTo("fine-tuned");
        assertThat(scorers(opened, "octo", "Shop")).last().asString().startsWith("zero-shot/");
        assertThat(scorers(opened, "octo", "other"))
            .allSatisfy(scorer -> assertThat(scorer).startsWith("zero-shot/"));
        assertThat(predict(opened, SLOW, LABELS).scores())
            .extracting(ScoredLabel::scorer)
            .doesNotContain("fine-tuned");
        assertThat(opened.describe()).endsWith("; octo/shop: fine-tuned (tiny-multi-label 1)");

        RepositoryCascade shop = opened.find("OCTO/shop");
        assertThat(shop.operators().test("NETWORKING")).isTrue();
        assertThat(opened.find("octo/other").operators().test("networking")).isFalse();
        FineTunedBundle tuned = shop.encoder().fineTuned().orElseThrow();
        assertThat(tuned.trainedUntil()).contains(Instant.parse("2024-05-01T00:00:00Z"));
        assertThat(tuned.labels()).containsExactly("Networking", "linux");
        FineTunedLogOdds odds = shop.encoder().encode(SLOW).fineTuned().orElseThrow();
        assertThat(odds.bundle()).isEqualTo(tuned.fingerprint());
        assertThat(odds.odds()).containsExactly(new float[] {2, -4}, within(1e-5f));
        assertThat(opened.find("").encoder().fineTuned()).isEmpty();
      }
    }

    @Test
    @DisplayName("come before the bundle for all repositories")
    void standAboveTheOneOfAll() throws IOException {
      Path own = Bundles.multiLabel(folder.resolve("octo/shop"), "");
      Path manifest = own.resolve("bundle.json");
      Files.writeString(
          manifest,
          Files.readString(manifest).replace("\"linux\"", "\"bug\"").replace("0.2", "0.3"));
      try (Cascades opened =
          Cascades.open(Bundles.perRepository(Optional.of(Bundles.tinyMultiLabel()), folder))) {
        assertThat(scorers(opened, "octo", "shop")).containsExactly("fine-tuned", "fine-tuned");
        assertThat(scorers(opened, "octo", "other")).first().isEqualTo("fine-tuned");
        ScoredLabel networking = new ScoredLabel("networking", 1, "fine-tuned");
        ScoredLabel linux = new ScoredLabel("linux", 1, "fine-tuned");
        RepositoryCascade shop = opened.find("octo/shop");
        assertThat(shop.f1Threshold().applyAsDouble(networking)).isEqualTo(0.3);
        assertThat(shop.f1Threshold().applyAsDouble(linux)).isEqualTo(0.6);
        assertThat(opened.find("octo/other").f1Threshold().applyAsDouble(networking))
            .isEqualTo(0.2);
        assertThat(shop.operators().test("linux")).isTrue();
        assertThat(shop.encoder().fineTuned().orElseThrow().covers("linux")).isFalse();
        assertThat(shop.encoder().fineTuned().orElseThrow().fingerprint())
            .isNotEqualTo(opened.find("").encoder().fineTuned().orElseThrow().fingerprint());
      }
    }

    @Test
    @DisplayName("are refused if they are damaged, with their folder")
    void areRefusedWhenTheyAreDamagedAndSayWhereTheyLie() throws IOException {
      Path own = Bundles.multiLabel(folder.resolve("octo/shop"), "");
      Files.writeString(own.resolve("tokenizer.json"), "{}");

      refuses("MODELS_DIR", "octo/shop", own.toString(), "damaged", "remove the folder");
    }

    @Test
    @DisplayName("are refused without a bundle or with one for another task")
    void areRefusedWithoutABundleOrWithOneForAnotherTask() throws IOException {
      Path own = Files.createDirectories(folder.resolve("octo/shop"));
      refuses(own.toString(), "no bundle.json", "put a multi-label bundle there");

      Bundles.copyOfTinyNli(own);
      refuses(own.toString(), "is for task nli, but multi-label is needed");
    }

    @Test
    @DisplayName("are refused if a repository has two")
    void areRefusedWhereTwoAreForTheSameRepository() throws IOException {
      Bundles.multiLabel(folder.resolve("octo/shop"), "");
      // Where names differ in case alone, some file systems hold one folder.
      assumeFalse(Files.exists(folder.resolve("OCTO")));
      Bundles.multiLabel(folder.resolve("Octo/Shop"), "");

      refuses("two folders for", "differ only in case");
    }

    @Test
    @DisplayName("may have other files and folders beside them")
    void mayHaveOtherFilesAndFoldersBesideThem() throws IOException {
      Bundles.multiLabel(folder.resolve("octo/.github"), "");
      Files.writeString(folder.resolve("README.md"), "Models of our repositories");
      Files.createDirectories(folder.resolve(".git/refs"));
      Files.createDirectories(folder.resolve("lost+found/none"));
      try (Cascades opened = Cascades.open(Bundles.perRepository(Optional.empty(), folder))) {
        assertThat(scorers(opened, "octo", ".github")).contains("fine-tuned");
      }
    }
  }

  @Nested
  @DisplayName("An encoder bundle")
  class AnEncoderBundle {
    @Test
    @DisplayName("tells the type by its trained head")
    void tellsTheTypeByItsTrainedHead() {
      try (Cascades own = Cascades.open(Bundles.config(Bundles.tinyEncoder()))) {
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

    private String best(Cascades own, LabelCatalog types, String title) {
      return predict(own, new IssueText(title, ""), types).ranked().get(0).label();
    }
  }
}
