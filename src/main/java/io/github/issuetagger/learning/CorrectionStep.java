package io.github.issuetagger.learning;

import io.github.issuetagger.domain.CorrectedScore;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.scoring.IssueFeatures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Applies corrections at once: the corrections of similar issues move a label's log-odds, each by
 * {@link CorrectionCurve} and together by no more than {@link LabelCorrections} allows.
 */
public final class CorrectionStep {
  /** The cosine from which a correction of one issue moves the scores of another. */
  public static final double NEAR = CorrectionCurve.near();

  /** The scorer of a label that a correction has moved. */
  static final String NAME = "corrections";

  private final LongFunction<List<EmbeddedCorrection>> corrections;

  /**
   * @param corrections returns the corrections in a repository, by its id
   */
  public CorrectionStep(LongFunction<List<EmbeddedCorrection>> corrections) {
    this.corrections = corrections;
  }

  /** Returns the prediction with corrections. Reads the issue only if there are corrections. */
  public Prediction apply(long repositoryId, IssueFeatures issue, Prediction prediction) {
    List<EmbeddedCorrection> all = corrections.apply(repositoryId);
    if (all.isEmpty()) {
      return prediction;
    }
    Map<String, LabelCorrections> byLabel = group(all, issue.embedding());
    Map<String, CorrectedScore> corrected = new HashMap<>();
    List<ScoredLabel> scores = new ArrayList<>();
    for (ScoredLabel scored : prediction.scores()) {
      String key = LabelCatalog.key(scored.label());
      LabelCorrections ofLabel = byLabel.get(key);
      if (ofLabel == null) {
        scores.add(scored);
      } else {
        CorrectedScore moved = ofLabel.move(scored.score());
        corrected.put(key, moved);
        scores.add(new ScoredLabel(scored.label(), moved.after(), NAME));
      }
    }
    return new Prediction(scores, prediction.bundle(), prediction.precision(), corrected);
  }

  private static Map<String, LabelCorrections> group(
      List<EmbeddedCorrection> corrections, float[] embedding) {
    Map<String, LabelCorrections> byLabel = new HashMap<>();
    for (EmbeddedCorrection correction : corrections) {
      double cosine = Vectors.fastDot(embedding, correction.embedding());
      if (LabelCorrections.counts(correction, cosine)) {
        byLabel
            .computeIfAbsent(LabelCatalog.key(correction.label()), label -> new LabelCorrections())
            .add(correction, cosine);
      }
    }
    return byLabel;
  }
}
