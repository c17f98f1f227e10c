package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.domain.ScoredLabel;
import io.github.issuetagger.feedback.Explanation.Phrase;
import io.github.issuetagger.feedback.SimilarIssues.Near;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.IssueScorer;
import io.github.issuetagger.text.IssueCleaner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Explains by occlusion why labels fit an issue or do not: removes each sentence in turn and
 * measures how far the label's score falls (Zeiler and Fergus 2014, who did so with parts of
 * images). The score includes corrections. Also names similar issues. Safe for use by several
 * threads.
 */
public final class OcclusionExplainer {
  /** The most pieces to remove. Longer texts are cut into this many pieces. */
  static final int MOST_PIECES = 12;

  private static final int MOST_PHRASES = 3;
  private static final int BEST_LABELS = 3;

  /** Smaller weights are noise of the model. */
  private static final double LEAST_WEIGHT = 0.01;

  private final IssueScorer scorer;
  private final Optional<SimilarIssues> similarIssues;

  /** An explainer that names no similar issues. */
  public OcclusionExplainer(IssueScorer scorer) {
    this.scorer = scorer;
    this.similarIssues = Optional.empty();
  }

  /** An explainer that names similar issues. */
  public OcclusionExplainer(IssueScorer scorer, SimilarIssues similarIssues) {
    this.scorer = scorer;
    this.similarIssues = Optional.of(similarIssues);
  }

  /**
   * Explains labels of an issue.
   *
   * @param issue the issue's number
   * @param catalog the labels to predict
   * @param labels names of labels in the catalog; empty explains the labels with the best scores
   * @return one explanation per label
   */
  public List<Explanation> explain(
      RepositoryRef repository,
      int issue,
      IssueText text,
      LabelCatalog catalog,
      List<String> labels) {
    IssueText clean = IssueCleaner.clean(text);
    IssueFeatures features = scorer.encode(repository, clean);
    Prediction whole = scorer.score(repository, features, catalog);
    Map<String, Prediction> without = without(repository, clean, catalog);
    Near near =
        similarIssues
            .map(similar -> similar.find(repository, issue, features))
            .orElse(Near.NOTHING);
    Stream<ScoredLabel> asked =
        labels.isEmpty()
            ? whole.ranked().stream().limit(BEST_LABELS)
            : labels.stream().flatMap(label -> of(label, whole));
    return asked
        .map(
            scored ->
                new Explanation(
                    scored.label(),
                    scored.score(),
                    scored.scorer(),
                    whole.bundle(),
                    whole.precision(),
                    whole.corrected(scored.label()),
                    phrases(scored, without),
                    near.carrying(scored.label()),
                    near.refused(scored.label())))
        .toList();
  }

  /** Returns the prediction without each piece of the text, by piece. */
  private Map<String, Prediction> without(
      RepositoryRef repository, IssueText text, LabelCatalog catalog) {
    Map<String, Prediction> result = new LinkedHashMap<>();
    List<String> pieces = pieces(text.body());
    if (!text.title().isBlank() && !pieces.isEmpty()) {
      result.put(text.title(), predict(repository, new IssueText("", text.body()), catalog));
    }
    for (int i = 0; i < pieces.size(); i++) {
      List<String> rest = new ArrayList<>(pieces);
      String piece = rest.remove(i);
      result.computeIfAbsent(
          piece,
          key ->
              predict(repository, new IssueText(text.title(), String.join("\n", rest)), catalog));
    }
    return result;
  }

  private Prediction predict(RepositoryRef repository, IssueText text, LabelCatalog catalog) {
    return scorer.score(repository, scorer.encode(repository, text), catalog);
  }

  /** Splits the text into sentences and lines. Joins them if there are too many. */
  private static List<String> pieces(String body) {
    List<String> sentences =
        Stream.of(body.split("\\R|(?<=[.!?])\\s+")).filter(piece -> !piece.isBlank()).toList();
    int together = (sentences.size() + MOST_PIECES - 1) / MOST_PIECES;
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i += together) {
      pieces.add(String.join(" ", sentences.subList(i, Math.min(sentences.size(), i + together))));
    }
    return pieces;
  }

  private static List<Phrase> phrases(ScoredLabel scored, Map<String, Prediction> without) {
    List<Phrase> phrases = new ArrayList<>();
    without.forEach(
        (piece, prediction) ->
            of(scored.label(), prediction)
                .map(left -> new Phrase(piece, scored.score() - left.score()))
                .filter(phrase -> phrase.weight() >= LEAST_WEIGHT)
                .forEach(phrases::add));
    phrases.sort(Comparator.comparingDouble(Phrase::weight).reversed());
    return phrases.subList(0, Math.min(MOST_PHRASES, phrases.size()));
  }

  private static Stream<ScoredLabel> of(String label, Prediction prediction) {
    String key = LabelCatalog.key(label);
    return prediction.scores().stream()
        .filter(scored -> LabelCatalog.key(scored.label()).equals(key));
  }
}
