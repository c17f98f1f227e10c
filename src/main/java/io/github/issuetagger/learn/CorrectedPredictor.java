package io.github.issuetagger.learn;

import io.github.issuetagger.issue.Embedding;
import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.issue.Prediction;
import io.github.issuetagger.issue.RepositoryRef;
import io.github.issuetagger.issue.ScoredLabel;
import io.github.issuetagger.predict.Embedder;
import io.github.issuetagger.predict.Predictor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Lets what people said count at once: a label is drawn towards their word about the nearest issue
 * that they spoke of, the more the nearer it lies. The nearest alone, since in a busy repository
 * many issues lie a little near, and together they would say more than they know.
 */
public final class CorrectedPredictor implements Predictor {
  /** The cosine from which a word about one issue says something about another. */
  public static final double NEAR = Corrections.NEAR;

  /** The rung of a label that somebody's word has drawn. */
  static final String NAME = "corrections";

  private final Predictor below;
  private final Embedder embedder;
  private final LongFunction<List<PlacedWord>> words;

  /**
   * @param below what is corrected
   * @param words what people said in a repository, by its id, placed by the embedder's encoder
   */
  public CorrectedPredictor(
      Predictor below, Embedder embedder, LongFunction<List<PlacedWord>> words) {
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
    List<PlacedWord> said = words.apply(repository.id());
    if (said.isEmpty()) {
      return prediction;
    }
    Embedding place = embedder.embed(List.of(text)).get(0);
    Map<String, Pull> nearest = nearest(said, place);
    return new Prediction(
        prediction.scores().stream().map(scored -> drawn(scored, nearest)).toList(),
        prediction.bundle(),
        prediction.precision());
  }

  /** A word and how much it counts, 0–1. */
  private record Pull(PlacedWord word, double strength) {}

  private static Map<String, Pull> nearest(List<PlacedWord> said, Embedding place) {
    Map<String, Pull> nearest = new HashMap<>();
    for (PlacedWord word : said) {
      double strength = Corrections.strength(Dots.dot(place.vector(), word.place()), word.weight());
      if (strength > 0) {
        nearest.merge(
            LabelCatalog.key(word.label()),
            new Pull(word, strength),
            // Of words that count alike the later one, which comes later in the list.
            (old, fresh) -> fresh.strength() >= old.strength() ? fresh : old);
      }
    }
    return nearest;
  }

  private static ScoredLabel drawn(ScoredLabel scored, Map<String, Pull> nearest) {
    Pull pull = nearest.get(LabelCatalog.key(scored.label()));
    if (pull == null) {
      return scored;
    }
    double odds =
        Corrections.drawn(Odds.logit(scored.score()), pull.word().belongs(), pull.strength());
    return new ScoredLabel(scored.label(), Odds.probability(odds), NAME);
  }
}
