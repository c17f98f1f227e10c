package io.github.issuetagger.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.CorrectionEffect;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.math.LogOdds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
  private static final int CORRECTED = 12;
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final List<EmbeddedCorrection> corrections = new ArrayList<>();
  private final NearDuplicates nearDuplicates =
      new NearDuplicates(id -> id == 7 ? corrections : List.of());

  /** The corrected issue lies due east, so that the first coordinate of another is its cosine. */
  private void correct(int issue, double cosine, String label, boolean belongs, double weight) {
    float[] embedding = {(float) cosine, (float) Math.sqrt(1 - cosine * cosine)};
    corrections.add(new EmbeddedCorrection(issue, embedding, label, belongs, weight));
  }

  private Optional<CorrectionEffect> effect(boolean belongs, AnnotationSource source) {
    return nearDuplicates.effect(
        new LabelAnnotation(7, CORRECTED, "bug", belongs, source, "command", NOON), 0.9);
  }

  private CorrectionEffect ofRejection() {
    return effect(false, AnnotationSource.MAINTAINER).orElseThrow();
  }

  @Test
  @DisplayName("get the shift of near duplicates and not that of copies")
  void getTheShiftOfNearDuplicatesAndNotThatOfCopies() {
    correct(CORRECTED, 1, "Bug", false, 1);

    assertThat(ofRejection().alone()).isTrue();
    assertThat(ofRejection().before()).isEqualTo(0.9, within(1e-9));
    assertThat(ofRejection().after()).isEqualTo(0.524, within(0.001));
  }

  @Test
  @DisplayName("get half of the shift from an author")
  void getHalfOfItByAnAuthor() {
    correct(CORRECTED, 1, "bug", false, 0.5);

    assertThat(effect(false, AnnotationSource.AUTHOR).orElseThrow().after())
        .isEqualTo(0.759, within(0.001));
  }

  @Test
  @DisplayName("rise by less than they fall")
  void riseByLessThanTheyFall() {
    correct(CORRECTED, 1, "bug", true, 1);

    assertThat(effect(true, AnnotationSource.MAINTAINER).orElseThrow().after())
        .isEqualTo(0.948, within(0.001));
  }

  @Test
  @DisplayName("get nothing from a correction that is not in force")
  void getNothingByACorrectionThatDoesNotStand() {
    assertThat(effect(false, AnnotationSource.MAINTAINER)).isEmpty();

    correct(CORRECTED, 1, "docs", false, 1);
    correct(CORRECTED, 1, "bug", true, 1);
    correct(13, 1, "bug", false, 1);
    assertThat(effect(false, AnnotationSource.MAINTAINER)).isEmpty();
    assertThat(effect(true, AnnotationSource.AUTHOR)).isEmpty();
  }

  @Test
  @DisplayName("get what the correction adds to the corrections of other issues")
  void getWhatTheCorrectionAddsToThoseOfOtherIssues() {
    correct(CORRECTED, 1, "bug", false, 1);
    correct(13, 0.70, "bug", false, 1);
    correct(14, 0.30, "bug", false, 1);

    double other = CorrectionCurve.shift(0.70, false, 1);
    assertThat(ofRejection().alone()).isFalse();
    assertThat(ofRejection().before())
        .isEqualTo(LogOdds.probability(LogOdds.logit(0.9) + other), within(1e-6));
    assertThat(ofRejection().after()).isEqualTo(0.524, within(0.001));
  }

  @Test
  @DisplayName("get nothing if other corrections already move the score to the limit")
  void getNothingWhereOthersMoveTheScoreAsFarAsCorrectionsMay() {
    correct(CORRECTED, 1, "bug", false, 1);
    correct(13, 0.9, "bug", false, 1);

    assertThat(effect(false, AnnotationSource.MAINTAINER)).isEmpty();
  }
}
