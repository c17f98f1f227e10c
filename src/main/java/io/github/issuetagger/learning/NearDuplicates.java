package io.github.issuetagger.learning;

import io.github.issuetagger.domain.CorrectionEffect;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.math.Vectors;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Tells what a correction does to issues that are nearly the same as the corrected one. Safe for
 * use by many threads.
 */
public final class NearDuplicates {
  private final LongFunction<List<EmbeddedCorrection>> corrections;

  /**
   * @param corrections returns the corrections in a repository, by its id
   */
  public NearDuplicates(LongFunction<List<EmbeddedCorrection>> corrections) {
    this.corrections = corrections;
  }

  /**
   * Returns what a correction does to near duplicates of its issue, in addition to the corrections
   * of other issues. Empty if the correction is not in force or has been trained on, or if the
   * others already move the score as far as corrections may.
   *
   * @param correction the correction, which has been stored
   * @param score the label's score on the issue without corrections, 0–1
   */
  public Optional<CorrectionEffect> effect(LabelAnnotation correction, double score) {
    String label = LabelCatalog.key(correction.label());
    List<EmbeddedCorrection> ofLabel =
        corrections.apply(correction.repositoryId()).stream()
            .filter(other -> LabelCatalog.key(other.label()).equals(label))
            .toList();
    return ofLabel.stream()
        .filter(each -> matches(each, correction))
        .findFirst()
        .flatMap(other -> effect(other, ofLabel, score));
  }

  private static boolean matches(EmbeddedCorrection other, LabelAnnotation correction) {
    return other.issue() == correction.issue()
        && other.belongs() == correction.belongs()
        && other.weight() == RecentCorrections.weight(correction.source());
  }

  private static Optional<CorrectionEffect> effect(
      EmbeddedCorrection correction, List<EmbeddedCorrection> ofLabel, double score) {
    LabelCorrections without = new LabelCorrections();
    LabelCorrections with = new LabelCorrections();
    boolean alone = true;
    for (EmbeddedCorrection other : ofLabel) {
      double cosine = Vectors.fastDot(correction.embedding(), other.embedding());
      if (other.issue() != correction.issue() && LabelCorrections.counts(other, cosine)) {
        without.add(other, cosine);
        with.add(other, cosine);
        alone = false;
      }
    }
    with.add(correction, CorrectionCurve.nearDuplicate());
    double before = without.move(score).after();
    double after = with.move(score).after();
    return before == after
        ? Optional.empty()
        : Optional.of(new CorrectionEffect(before, after, alone));
  }
}
