package io.github.issuetagger.learning;

import io.github.issuetagger.domain.CorrectedScore;
import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.scoring.IssueEmbedder;
import io.github.issuetagger.scoring.Predictor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Lets corrections count at once: those of issues that lie near move a label's log-odds, each by
 * {@link CorrectionCurve} and all together by no more than {@link LabelCorrections} allows.
 */
public final class CorrectedPredictor implements Predictor {
  /** The cosine from which on a correction of one issue says something about another. */
  public static final double NEAR = CorrectionCurve.near();

  /** The scorer of a label that a correction has moved. */
  static final String NAME = "corrections";

  private final Predictor below;
  private final IssueEmbedder embedder;
  private final LongFunction<List<EmbeddedCorrection>> words;

  /**
   * @param below what is corrected
   * @param words what people said in a repository, by its id, placed by the embedder's encoder
   */
  public CorrectedPredictor(
      Predictor below, IssueEmbedder embedder, LongFunction<List<EmbeddedCorrection>> words) {
    this.below = below;
    this.embedder = embedder;
    this.words = words;
  }

  @Override
  public Prediction predict(IssueText text, LabelCatalog catalog) {
    return below.predict(text, catalog);
  }

  @Override
  public Prediction predict(RepositoryRef repository, IssueText text, LabelCatalog catalog) {
    Prediction prediction = below.predict(repository, text, catalog);
    List<EmbeddedCorrection> said = words.apply(repository.id());
    if (said.isEmpty()) {
      return prediction;
    }
    Embedding place = embedder.embed(List.of(text)).get(0);
    Map<String, LabelCorrections> corrections = corrections(said, place);
    Map<String, CorrectedScore> corrected = new HashMap<>();
    List<ScoredLabel> scores = new ArrayList<>();
    for (ScoredLabel scored : prediction.scores()) {
      String key = LabelCatalog.key(scored.label());
      LabelCorrections ofLabel = corrections.get(key);
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

  private static Map<String, LabelCorrections> corrections(
      List<EmbeddedCorrection> said, Embedding place) {
    Map<String, LabelCorrections> corrections = new HashMap<>();
    for (EmbeddedCorrection word : said) {
      double cosine = Vectors.fastDot(place.vector(), word.place());
      if (LabelCorrections.counts(word, cosine)) {
        corrections
            .computeIfAbsent(LabelCatalog.key(word.label()), label -> new LabelCorrections())
            .add(word, cosine);
      }
    }
    return corrections;
  }
}
