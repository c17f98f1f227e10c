package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LoadedBundle;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EntailmentModelTest {
  private static EntailmentModel model;

  @BeforeAll
  static void open() {
    LoadedBundle loaded = new BundleLoader(Bundles.config().cacheDir()).folder(Bundles.tinyNli());
    model = EntailmentModel.open(loaded, Bundles.config());
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  @DisplayName("finds the hypothesis that the premise entails")
  void findsTheHypothesisThatThePremiseEntails() {
    double[] probabilities =
        model.entailment("a crash on windows", List.of("about docs", "about windows", "linux"));

    assertThat(probabilities[1]).isGreaterThan(0.9);
    assertThat(probabilities[0]).isLessThan(0.1);
    assertThat(probabilities[2]).isLessThan(0.1);
  }

  @Test
  @DisplayName("computes the same result alone and in a batch")
  void givesTheSameAnswerAloneAndInABatch() {
    List<String> hypotheses = List.of("docs", "network error and slow install", "crash");
    double[] together = model.entailment("a crash in the network", hypotheses);

    for (int i = 0; i < together.length; i++) {
      double[] alone = model.entailment("a crash in the network", List.of(hypotheses.get(i)));
      assertThat(alone[0]).isEqualTo(together[i]);
    }
  }

  @Test
  @DisplayName("cuts only the premise if the pair is too long")
  void cutsOnlyThePremiseWhenThePairIsTooLong() {
    String premise = "crash " + "filler ".repeat(500);

    assertThat(model.entailment(premise, List.of("crash"))[0]).isGreaterThan(0.9);
  }

  @Test
  @DisplayName("overrides the truncation in tokenizer.json")
  void overridesTheTruncationThatTheTokenizerBakesIn() {
    assertThat(model.entailment("one two three four five crash", List.of("crash"))[0])
        .isGreaterThan(0.9);
  }

  @Test
  @DisplayName("accepts a very long hypothesis")
  void survivesAnEndlessHypothesis() {
    String hypothesis = String.join(" ", Collections.nCopies(50_000, "docs"));

    assertThat(model.entailment("docs", List.of(hypothesis))).hasSize(1);
  }

  @Test
  @DisplayName("sends no telemetry")
  void neverCallsHome() throws ReflectiveOperationException {
    Field lastCall = ai.djl.util.Ec2Utils.class.getDeclaredField("lastCheckIn");
    lastCall.setAccessible(true);

    ai.djl.util.Ec2Utils.callHome("test");

    assertThat(lastCall.getLong(null)).as("set before DJL reports itself").isZero();
  }
}
