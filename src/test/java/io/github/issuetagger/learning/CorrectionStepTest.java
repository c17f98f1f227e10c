package io.github.issuetagger.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.domain.CorrectedScore;
import io.github.issuetagger.domain.CorrectedScore.Correction;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.scoring.IssueFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CorrectionStepTest {
  private static final IssueText ISSUE = new IssueText("It crashes", "");

  private final List<EmbeddedCorrection> corrections = new ArrayList<>();
  private int embedded;

  private Prediction predict() {
    IssueFeatures issue =
        new IssueFeatures(
            ISSUE,
            ISSUE,
            () -> new float[] {1, 0},
            () -> {
              embedded++;
              return new float[] {1, 0};
            },
            () -> Map.of());
    return new CorrectionStep(id -> id == 7 ? corrections : List.of())
        .apply(
            7,
            issue,
            new Prediction(
                List.of(
                    new ScoredLabel("bug", 0.8, "zero-shot"),
                    new ScoredLabel("docs", 0.3, "zero-shot")),
                "model 1"));
  }

  private void correct(double cosine, String label, boolean belongs, double weight) {
    correct(12, cosine, label, belongs, weight);
  }

  private void correct(int issue, double cosine, String label, boolean belongs, double weight) {
    float[] embedding = {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)};
    corrections.add(new EmbeddedCorrection(issue, embedding, label, belongs, weight));
  }

  private ScoredLabel bug() {
    return predict().scores().get(0);
  }

  @Test
  @DisplayName("changes nothing without corrections")
  void leavesWhatNobodySpokeOf() {
    assertThat(predict().scores())
        .containsExactly(
            new ScoredLabel("bug", 0.8, "zero-shot"), new ScoredLabel("docs", 0.3, "zero-shot"));
    assertThat(embedded).isZero();
  }

  private static double moved(double score, double shift) {
    return LogOdds.probability(LogOdds.logit(score) + shift);
  }

  @Test
  @DisplayName("moves a near duplicate by the measured shift")
  void movesANearDuplicateByWhatWasMeasuredAndNoMore() {
    correct(0.91, "Bug", false, 1);

    assertThat(bug().score()).isEqualTo(moved(0.8, CorrectionCurve.DOWN), within(1e-6));
    assertThat(bug().score()).isEqualTo(0.329, within(0.001));
    assertThat(bug().scorer()).isEqualTo("corrections");
    assertThat(predict().scores().get(1)).isEqualTo(new ScoredLabel("docs", 0.3, "zero-shot"));
    assertThat(predict().bundle()).isEqualTo("model 1");
  }

  @Test
  @DisplayName("moves a label up by less than down")
  void movesALabelUpByLessThanDown() {
    correct(0.91, "docs", true, 1);

    assertThat(predict().scores().get(1).score()).isEqualTo(0.463, within(0.001));
  }

  @Test
  @DisplayName("moves a copy further")
  void takesACopyForNearlyTheSameIssue() {
    correct(0.985, "bug", false, 1);

    assertThat(bug().score()).isEqualTo(moved(0.8, CorrectionCurve.COPY_DOWN), within(1e-6));
  }

  @Test
  @DisplayName("moves by half the shift at half the similarity, and not at all from far away")
  void movesByHalfOfItHalfWayAndNotAtAllFromFarAway() {
    double halfWay = (CorrectionCurve.FROM + CorrectionCurve.FULL) / 2;
    correct(CorrectionCurve.TYPICAL + halfWay * CorrectionCurve.SPREAD, "bug", false, 1);
    correct(CorrectionStep.NEAR - 0.001, "docs", true, 1);

    assertThat(bug().score()).isEqualTo(moved(0.8, CorrectionCurve.DOWN / 2), within(1e-6));
    assertThat(predict().scores().get(1)).isEqualTo(new ScoredLabel("docs", 0.3, "zero-shot"));
  }

  @Test
  @DisplayName("counts a weak correction less")
  void takesAWeakWordForLess() {
    correct(1, "docs", true, 0.5);

    assertThat(predict().scores().get(1).score())
        .isEqualTo(moved(0.3, CorrectionCurve.UP / 2), within(1e-6));
  }

  @Test
  @DisplayName("adds up agreeing corrections, up to the shift of one near duplicate")
  void addsUpWordsThatAgreeToWhatOneAboutANearDuplicateSays() {
    correct(0.62, "bug", false, 1);
    double one = bug().score();
    correct(0.62, "bug", false, 1);
    double two = bug().score();
    for (int i = 0; i < 50; i++) {
      correct(0.62, "bug", false, 1);
    }

    assertThat(one).isLessThan(0.8);
    assertThat(LogOdds.logit(0.8) - LogOdds.logit(two))
        .isEqualTo(2 * (LogOdds.logit(0.8) - LogOdds.logit(one)), within(1e-9));
    assertThat(bug().score()).isEqualTo(moved(0.8, CorrectionCurve.DOWN), within(1e-6));
  }

  @Test
  @DisplayName("tells which corrections moved a score, the strongest first")
  void tellsWhichCorrectionsMovedAScoreTheOneThatMovedItMostFirst() {
    correct(12, 0.70, "bug", false, 1);
    correct(13, 0.91, "Bug", false, 0.9);
    correct(14, 0.50, "bug", false, 1);
    correct(15, 0.90, "bug", true, 1);

    CorrectedScore bug = predict().corrected("BUG").orElseThrow();

    assertThat(bug.before()).isEqualTo(0.8);
    assertThat(bug.after()).isEqualTo(bug().score()).isLessThan(0.8);
    assertThat(bug.corrections()).extracting(Correction::issue).containsExactly(13, 12, 15);
    assertThat(bug.corrections())
        .extracting(Correction::nearlySame)
        .containsExactly(true, false, true);
    assertThat(bug.corrections())
        .extracting(Correction::belongs)
        .containsExactly(false, false, true);
    assertThat(bug.corrections().get(0).similarity()).isEqualTo(0.91, within(1e-6));
    assertThat(predict().corrected("docs")).isEmpty();
  }

  @Test
  @DisplayName("adds up corrections that disagree")
  void weighsWordsThatDisagreeAgainstEachOther() {
    correct(0.91, "bug", false, 1);
    correct(0.91, "bug", true, 1);

    assertThat(bug().score())
        .isEqualTo(moved(0.8, CorrectionCurve.DOWN + CorrectionCurve.UP), within(1e-6));
  }
}
