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
  private final LongFunction<List<EmbeddedCorrection>> words;

  /**
   * @param words what people said in a repository, by its id
   */
  public NearDuplicates(LongFunction<List<EmbeddedCorrection>> words) {
    this.words = words;
  }

  /**
   * Returns what a correction does to near duplicates of its issue, beside the corrections of other
   * issues. Empty if the correction does not stand or has been learnt from, or if the others move
   * the score already as far as corrections may.
   *
   * @param correction the correction, which the ledger holds already
   * @param score the label's score on the issue without corrections, 0–1
   */
  public Optional<CorrectionEffect> effect(LabelAnnotation correction, double score) {
    String label = LabelCatalog.key(correction.label());
    List<EmbeddedCorrection> ofLabel =
        words.apply(correction.repositoryId()).stream()
            .filter(word -> LabelCatalog.key(word.label()).equals(label))
            .toList();
    return ofLabel.stream()
        .filter(word -> says(word, correction))
        .findFirst()
        .flatMap(word -> effect(word, ofLabel, score));
  }

  private static boolean says(EmbeddedCorrection word, LabelAnnotation correction) {
    return word.issue() == correction.issue()
        && word.belongs() == correction.belongs()
        && word.weight() == RecentCorrections.weight(correction.source());
  }

  private static Optional<CorrectionEffect> effect(
      EmbeddedCorrection correction, List<EmbeddedCorrection> ofLabel, double score) {
    LabelCorrections without = new LabelCorrections();
    LabelCorrections with = new LabelCorrections();
    boolean alone = true;
    for (EmbeddedCorrection word : ofLabel) {
      double cosine = Vectors.fastDot(correction.place(), word.place());
      if (word.issue() != correction.issue() && LabelCorrections.counts(word, cosine)) {
        without.add(word, cosine);
        with.add(word, cosine);
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
