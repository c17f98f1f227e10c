package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LoadedBundle;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
  void finds_the_hypothesis_that_the_premise_entails() {
    double[] probabilities =
        model.entailment("a crash on windows", List.of("about docs", "about windows", "linux"));

    assertThat(probabilities[1]).isGreaterThan(0.9);
    assertThat(probabilities[0]).isLessThan(0.1);
    assertThat(probabilities[2]).isLessThan(0.1);
  }

  @Test
  void gives_the_same_answer_alone_and_in_a_batch() {
    List<String> hypotheses = List.of("docs", "network error and slow install", "crash");
    double[] together = model.entailment("a crash in the network", hypotheses);

    for (int i = 0; i < together.length; i++) {
      double[] alone = model.entailment("a crash in the network", List.of(hypotheses.get(i)));
      assertThat(alone[0]).isEqualTo(together[i]);
    }
  }

  @Test
  void cuts_only_the_premise_when_the_pair_is_too_long() {
    String premise = "crash " + "filler ".repeat(500);

    assertThat(model.entailment(premise, List.of("crash"))[0]).isGreaterThan(0.9);
  }

  @Test
  void overrides_the_truncation_that_the_tokenizer_bakes_in() {
    assertThat(model.entailment("one two three four five crash", List.of("crash"))[0])
        .isGreaterThan(0.9);
  }

  @Test
  void survives_an_endless_hypothesis() {
    String hypothesis = String.join(" ", Collections.nCopies(50_000, "docs"));

    assertThat(model.entailment("docs", List.of(hypothesis))).hasSize(1);
  }

  @Test
  void never_calls_home() throws ReflectiveOperationException {
    Field lastCall = ai.djl.util.Ec2Utils.class.getDeclaredField("lastCheckIn");
    lastCall.setAccessible(true);

    ai.djl.util.Ec2Utils.callHome("test");

    assertThat(lastCall.getLong(null)).as("set before DJL reports itself").isZero();
  }
}
