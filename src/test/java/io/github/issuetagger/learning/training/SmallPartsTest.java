package io.github.issuetagger.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.evaluation.NaiveBayes;
import io.github.issuetagger.learning.neighbors.ExactIndex;
import io.github.issuetagger.learning.neighbors.Neighbor;
import io.github.issuetagger.learning.neighbors.NeighborIndex;
import io.github.issuetagger.learning.neighbors.NeighborVote;
import io.github.issuetagger.math.Counts;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.math.PriorLogisticRegression;
import io.github.issuetagger.math.SparseVector;
import io.github.issuetagger.math.WilsonInterval;
import io.github.issuetagger.scoring.HashedWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallPartsTest {
  @Nested
  @DisplayName("A regression with priors")
  class ASmallRegression {
    @Test
    @DisplayName("keeps the priors without data")
    void keepsItsBeliefWithoutData() {
      assertThat(
              PriorLogisticRegression.fit(
                  new double[0][],
                  new boolean[0],
                  new double[0],
                  new double[] {1, -2},
                  new double[] {4, 4}))
          .containsExactly(1, -2);
    }

    @Test
    @DisplayName("finds the weights that made the data")
    void findsTheWeightsThatMadeTheData() {
      Random random = new Random(1);
      double[][] rows = new double[20_000][];
      boolean[] belongs = new boolean[rows.length];
      double[] weights = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = new double[] {1, random.nextGaussian()};
        belongs[i] = random.nextDouble() < LogOdds.probability(-1 + 2 * rows[i][1]);
        weights[i] = 1;
      }

      double[] found =
          PriorLogisticRegression.fit(
              rows, belongs, weights, new double[] {0, 0}, new double[] {0.01, 0.01});

      assertThat(found[0]).isCloseTo(-1, within(0.1));
      assertThat(found[1]).isCloseTo(2, within(0.1));
    }
  }

  @Nested
  @DisplayName("Wilson's interval")
  class WilsonsInterval {
    @Test
    @DisplayName("does not take three of three as certain")
    void doesNotTakeThreeOfThreeForCertain() {
      // n / (n + z²) where all are right, z = 1.2816.
      assertThat(WilsonInterval.lowerBound(3, 3)).isCloseTo(3 / (3 + 1.6424), within(1e-4));
      assertThat(WilsonInterval.lowerBound(14, 14)).isLessThan(0.9);
      assertThat(WilsonInterval.lowerBound(15, 15)).isGreaterThan(0.9);
      assertThat(WilsonInterval.lowerBound(0, 5)).isCloseTo(0, within(1e-9));
      assertThat(WilsonInterval.lowerBound(0, 0)).isZero();
    }

    @Test
    @DisplayName("finds the lowest threshold that reaches the precision")
    void findsTheLowestThresholdThatKeepsThePromise() {
      double[] odds = IntStream.range(0, 40).mapToDouble(i -> 40 - i).toArray();
      boolean[] belongs = new boolean[40];
      Arrays.fill(belongs, 0, 30, true);
      boolean[] known = new boolean[40];
      Arrays.fill(known, true);
      PrecisionRecallCurve curve = PrecisionRecallCurve.of(odds, belongs, known);

      double threshold = ThresholdFit.forPrecision(curve, curve, 0.9).orElseThrow();

      assertThat(WilsonInterval.lowerBound(30, 31)).isLessThan(0.9);
      assertThat(threshold).isCloseTo(10.5, within(1e-9));
      assertThat(curve.from(threshold)).isEqualTo(new Counts(30, 30, 30));
      assertThat(ThresholdFit.forPrecision(curve, curve, 0.99)).isEmpty();
    }

    @Test
    @DisplayName("asks the newest issues too")
    void asksTheNewestIssuesToo() {
      double[] odds = IntStream.range(0, 40).mapToDouble(i -> 40 - i).toArray();
      boolean[] known = new boolean[40];
      Arrays.fill(known, true);
      boolean[] belongs = known.clone();
      PrecisionRecallCurve all = PrecisionRecallCurve.of(odds, belongs, known);
      boolean[] newest = new boolean[40];
      Arrays.fill(newest, 0, 30, true);
      boolean[] today = belongs.clone();
      Arrays.fill(today, 20, 30, false);

      double threshold =
          ThresholdFit.forPrecision(all, PrecisionRecallCurve.of(odds, today, newest), 0.9)
              .orElseThrow();

      assertThat(threshold).isGreaterThan(40 - 23).isLessThan(40 - 20);
      assertThat(
              ThresholdFit.forPrecision(
                  all, PrecisionRecallCurve.of(odds, today, new boolean[40]), 0.9))
          .as("a label that the newest issues do not have")
          .isEmpty();
    }
  }

  @Nested
  @DisplayName("A precision–recall curve")
  class APrecisionRecallCurve {
    private final boolean[] known = {true, true, true, true, false};

    @Test
    @DisplayName("leaves equal scores together and skips issues without annotations")
    void leavesEqualScoresTogetherAndSkipsIssuesWithoutAnnotations() {
      PrecisionRecallCurve curve =
          PrecisionRecallCurve.of(
              new double[] {2, 1, 1, 0, 9}, new boolean[] {true, true, false, false, true}, known);

      assertThat(curve.at()).containsExactly(1.5, 0.5, -0.5);
      assertThat(curve.given()).containsExactly(1, 3, 4);
      assertThat(curve.right()).containsExactly(1, 2, 2);
      assertThat(curve.positives()).isEqualTo(2);
      assertThat(curve.best()).isEqualTo(1);
      assertThat(curve.f1(1)).isCloseTo(0.8, within(1e-9));
    }

    @Test
    @DisplayName("is empty without issues")
    void isEmptyWithoutIssues() {
      PrecisionRecallCurve curve =
          PrecisionRecallCurve.of(new double[5], new boolean[5], new boolean[5]);

      assertThat(curve.best()).isEqualTo(-1);
      assertThat(ThresholdFit.forPrecision(curve, curve, 0.5)).isEmpty();
      assertThat(curve.from(0)).isEqualTo(new Counts(0, 0, 0));
    }
  }

  @Nested
  @DisplayName("The nearest examples")
  class TheNearest {
    private final List<float[]> vectors =
        List.of(new float[] {1, 0}, new float[] {0.6f, 0.8f}, new float[] {0, 1});
    private final NeighborIndex index = new ExactIndex(vectors);

    @Test
    @DisplayName("come nearest first and only if wanted")
    void comeNearestFirstAndOnlyIfWanted() {
      assertThat(index.nearest(new float[] {1, 0}, 2, i -> true))
          .extracting(Neighbor::example)
          .containsExactly(0, 1);
      assertThat(index.nearest(new float[] {1, 0}, 2, i -> i != 0))
          .extracting(Neighbor::example)
          .containsExactly(1, 2);
    }

    @Test
    @DisplayName("vote with the weight of their nearness")
    void voteWithTheWeightOfTheirNearness() {
      List<Neighbor> nearest = List.of(new Neighbor(0, 0.9), new Neighbor(1, 0.5));
      double[] weights = new NeighborVote(5, 0.1).weights(nearest);

      assertThat(weights[0]).isEqualTo(1);
      assertThat(weights[1]).isCloseTo(Math.exp(-4), within(1e-9));
      assertThat(NeighborVote.logOdds(nearest, weights, 0.1, i -> i == 0))
          .isGreaterThan(NeighborVote.logOdds(nearest, weights, 0.1, i -> i == 1));
    }

    @Test
    @DisplayName("leave a label its share if there are none")
    void leaveALabelItsShareWhereThereAreNone() {
      assertThat(
              LogOdds.probability(NeighborVote.logOdds(List.of(), new double[0], 0.2, i -> true)))
          .isCloseTo(0.2, within(1e-9));
    }
  }

  @Nested
  class Words {
    @Test
    @DisplayName("of the title are counted separately, too")
    void ofTheTitleCountByThemselvesToo() {
      SparseVector counts = HashedWords.count(new IssueText("Crash CRASH", "no crash"));

      assertThat(Arrays.stream(counts.indices()).filter(i -> i >= HashedWords.BLOCK).count())
          .isEqualTo(2);
      assertThat(counts.values()).contains(3f).contains(2f);
      assertThat(counts.indices()).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
      "load_dataset 2x, 3",
      "Größe ändern, 3",
      "ошибка сети, 3",
      "हिन्दी में, 3",
      "再現手順, 7",
      "エラー in 再現, 9",
      "🙂 … –, 0"
    })
    @DisplayName("are of any language")
    void areOfAnyLanguage(String title, int wordsAndPairs) {
      SparseVector counts = HashedWords.count(new IssueText(title, ""));

      assertThat(Arrays.stream(counts.indices()).filter(i -> i < HashedWords.BLOCK).count())
          .isEqualTo(wordsAndPairs);
    }

    @Test
    @DisplayName("become vectors of length 1 for each block")
    void becomeVectorsOfLengthOneABlock() {
      List<SparseVector> counted = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        counted.add(HashedWords.count(new IssueText("crash on start", "it fails " + i)));
      }
      Vocabulary vocabulary = Vocabulary.of(counted);

      assertThat(vocabulary.weigh(counted.get(0)).squares()).isCloseTo(2, within(1e-5));
      assertThat(vocabulary.weigh(HashedWords.count(new IssueText("other", "words"))).indices())
          .isEmpty();
    }

    @Test
    @DisplayName("tell naive Bayes which label belongs")
    void tellNaiveBayesWhatTheyBelongTo() {
      List<SparseVector> counted =
          List.of(
              HashedWords.count(new IssueText("proxy fails", "")),
              HashedWords.count(new IssueText("pixel fails", "")));
      NaiveBayes model = NaiveBayes.train(counted, new boolean[] {true, false});

      assertThat(model.logOdds(HashedWords.count(new IssueText("proxy", "")))).isPositive();
      assertThat(model.logOdds(HashedWords.count(new IssueText("pixel", "")))).isNegative();
    }
  }

  @Nested
  @DisplayName("A stacking model without data")
  class AStackingModelWithoutData {
    private final StackingModel stacking =
        StackingModel.untrained(
            List.of(ZeroShotBaseScorer.PRIOR, NeighborBaseScorer.PRIOR, LinearInput.ALL.prior()));

    @Test
    @DisplayName("leaves a label that nobody has used to zero-shot")
    void saysWhatZeroShotSaysOfALabelThatNobodyHasUsed() {
      assertThat(stacking.alone(new double[] {-1.25, 0, 7}, 0.1, 0)).isCloseTo(-1.25, within(1e-9));
    }

    @Test
    @DisplayName("uses all base scores for a label of many uses")
    void hearsAllSignalsOfALabelOfManyUsesBeforeItIsFitted() {
      assertThat(stacking.alone(new double[] {-1, 0, 5}, 0.1, 10_000)).isCloseTo(1.5, within(0.01));
    }

    @Test
    @DisplayName("sums up an issue's other labels")
    void sumsUpAnIssuesOtherLabels() {
      double[] others = StackingModel.others(new double[] {0, 0, 1});

      assertThat(others[0]).isCloseTo(Math.log(1 + Math.E), within(1e-3));
      assertThat(others[2]).isCloseTo(Math.log(2), within(1e-3));
    }
  }
}
