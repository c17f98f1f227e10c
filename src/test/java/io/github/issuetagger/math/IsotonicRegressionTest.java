package io.github.issuetagger.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.learning.training.BagOfWords;
import io.github.issuetagger.learning.training.Calibrator;
import io.github.issuetagger.learning.training.TrainingExamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An isotonic curve")
class IsotonicRegressionTest {
  private static boolean[] all(int count) {
    boolean[] all = new boolean[count];
    Arrays.fill(all, true);
    return all;
  }

  @Test
  @DisplayName("merges pools that do not rise")
  void takesTogetherWhatDoesNotRise() {
    double[] scores = {4, 1, 3, 2, 6, 5};
    boolean[] belongs = {false, false, true, false, true, true};

    double[] curve = IsotonicRegression.fit(scores, belongs, all(6));

    // From below: a 1 that defies 1, then 0, 0, 1, 0, 1, 1, and a 0 that defies 6.
    assertThat(curve).hasSize(6);
    assertThat(curve).startsWith(4 / 3.0, 3.5, 17 / 3.0);
    assertThat(LogOdds.probability(curve[3])).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(LogOdds.probability(curve[4])).isCloseTo(0.5, within(1e-9));
    assertThat(LogOdds.probability(curve[5])).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  @DisplayName("rises strictly with the score")
  void risesWhereverTheScoreDoes() {
    Random random = new Random(3);
    double[] scores = random.doubles(300, -4, 4).toArray();
    boolean[] belongs = new boolean[300];
    for (int i = 0; i < belongs.length; i++) {
      belongs[i] = random.nextDouble() < LogOdds.probability(scores[i]);
    }
    double[] curve = IsotonicRegression.fit(scores, belongs, all(300));

    double before = Double.NEGATIVE_INFINITY;
    for (double score = -6; score <= 6; score += 0.05) {
      double odds = IsotonicRegression.logOdds(curve, score);
      assertThat(odds).isGreaterThan(before).isBetween(-9.0, 9.0);
      before = odds;
    }
  }

  @Test
  @DisplayName("is constant if the scores carry no information")
  void isLevelWhereTheScoresTellNothing() {
    double[] level =
        IsotonicRegression.fit(new double[] {1, 1, 1}, new boolean[] {true, false, false}, all(3));

    // With the two that defy: 2 of 5.
    assertThat(level).hasSize(2);
    assertThat(LogOdds.probability(level[0])).isCloseTo(0.4, within(1e-9));
    assertThat(level[1]).isZero();
  }

  @Test
  @DisplayName("ignores issues that do not count")
  void passesOverIssuesThatDoNotCount() {
    double[] curve =
        IsotonicRegression.fit(
            new double[] {0, 1, 9},
            new boolean[] {false, true, false},
            new boolean[] {true, true, false});

    assertThat(curve[curve.length / 2 - 1]).isLessThan(9);
  }

  @Test
  @DisplayName("is chosen if many examples show that a line does not fit")
  void isChosenWhereManyExamplesShowThatNoLineWillDo() {
    double[] raw = steps(600);
    Calibrator fit = Calibrator.of(examples(raw), new double[][] {raw});

    // Level at first and then steep.
    assertThat(LogOdds.probability(fit.logOdds(0, -5, 0.5))).isCloseTo(0.1, within(0.06));
    assertThat(LogOdds.probability(fit.logOdds(0, 0, 0.5))).isCloseTo(0.15, within(0.06));
    assertThat(LogOdds.probability(fit.logOdds(0, 5, 0.5))).isCloseTo(0.9, within(0.06));
  }

  @Test
  @DisplayName("is not tried with few examples")
  void isNotTriedWithFewExamples() {
    double[] raw = steps(100);
    Calibrator fit = Calibrator.of(examples(raw), new double[][] {raw});

    double low = fit.logOdds(0, -5, 0.5);
    double middle = fit.logOdds(0, 0, 0.5);
    double high = fit.logOdds(0, 5, 0.5);
    assertThat(middle - low).isCloseTo(high - middle, within(1e-9));
  }

  /** Scores near −5, 0 and 5. */
  private static double[] steps(int count) {
    Random random = new Random(4);
    double[] scores = new double[count];
    for (int i = 0; i < count; i++) {
      scores[i] = 5 * (random.nextInt(3) - 1) + random.nextDouble(-0.1, 0.1);
    }
    return scores;
  }

  private static TrainingExamples examples(double[] raw) {
    Random random = new Random(5);
    List<LabeledIssue> history = new ArrayList<>();
    for (int i = 0; i < raw.length; i++) {
      boolean yes = random.nextDouble() < (raw[i] > 2 ? 0.9 : raw[i] > -2 ? 0.15 : 0.1);
      history.add(BagOfWords.issue(i, "an issue", "", yes ? "network" : "display"));
    }
    return TrainingExamples.of(
        history,
        Collections.nCopies(raw.length, new BagOfWords().encode(history.get(0).text())),
        new LabelCatalog(List.of(Label.of("network", ""))));
  }
}
