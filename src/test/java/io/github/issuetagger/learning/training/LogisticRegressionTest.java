package io.github.issuetagger.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.math.SparseVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  private final List<FeatureVector> rows = new ArrayList<>();
  private final boolean[] belongs = new boolean[200];
  private final double[] costs = new double[200];

  LogisticRegressionTest() {
    Random random = new Random(3);
    for (int i = 0; i < belongs.length; i++) {
      float a = (float) random.nextGaussian();
      float b = (float) random.nextGaussian();
      belongs[i] = a + 0.3 * random.nextGaussian() > 0.5;
      costs[i] = belongs[i] ? 2 : 1;
      rows.add(
          new FeatureVector(
              new float[] {a, 1}, new SparseVector(new int[] {i % 3}, new float[] {b})));
    }
  }

  @Test
  @DisplayName("finds the weights where the slope is zero")
  void findsTheWeightsWhereTheSlopeIsZero() {
    LinearModel model = LogisticRegression.fit(rows, belongs, costs, 3);

    double[] slope = new double[5];
    double[] weights = new double[5];
    for (int j = 0; j < 2; j++) {
      weights[j] = model.dense()[j];
    }
    for (int j = 0; j < 3; j++) {
      weights[2 + j] = model.words()[j];
    }
    System.arraycopy(weights, 0, slope, 0, 5);
    for (int i = 0; i < belongs.length; i++) {
      FeatureVector row = rows.get(i);
      double error = LogOdds.probability(model.margin(row)) - (belongs[i] ? 1 : 0);
      slope[0] += costs[i] * error * row.dense()[0];
      slope[1] += costs[i] * error * row.dense()[1];
      slope[2 + i % 3] += costs[i] * error * row.words().values()[0];
    }

    // A slope per unit of all costs: the fit stops when it is near enough.
    double total = Arrays.stream(costs).sum();
    for (double value : slope) {
      assertThat(value / total).isCloseTo(0, within(0.01));
    }
    assertThat(model.dense()[0]).isGreaterThan(2);
  }

  @Test
  @DisplayName("leaves out examples without weight")
  void leavesOutWhatCostsNothing() {
    double[] half = costs.clone();
    Arrays.fill(half, 100, 200, 0);
    boolean[] changed = belongs.clone();
    for (int i = 100; i < 200; i++) {
      changed[i] = !changed[i];
    }

    assertThat(LogisticRegression.fit(rows, changed, half, 3).dense())
        .containsExactly(LogisticRegression.fit(rows, belongs, half, 3).dense());
  }

  @Test
  @DisplayName("copes with one sided and with no examples")
  void copesWithOneSidedAndWithNoExamples() {
    boolean[] none = new boolean[200];
    LinearModel model = LogisticRegression.fit(rows, none, costs, 3);

    assertThat(rows).allSatisfy(row -> assertThat(model.margin(row)).isFinite().isLessThan(1));
    assertThat(LogisticRegression.fit(rows, belongs, new double[200], 3).dense()).containsOnly(0f);
  }
}
