package io.github.issuetagger.testing;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.IssueScorer;
import java.util.Map;
import java.util.function.BiFunction;

/** Scores issues by their text, without a model. Every embedding points due east. */
public final class FakeScorer implements IssueScorer {
  private final BiFunction<IssueText, LabelCatalog, Prediction> scores;

  public FakeScorer(BiFunction<IssueText, LabelCatalog, Prediction> scores) {
    this.scores = scores;
  }

  /** Features of a text that no model reads. */
  public static IssueFeatures features(IssueText text) {
    return new IssueFeatures(
        text, text, () -> new float[] {1, 0}, () -> new float[] {1, 0}, () -> Map.of());
  }

  @Override
  public IssueFeatures encode(RepositoryRef repository, IssueText text) {
    return features(text);
  }

  @Override
  public Prediction score(RepositoryRef repository, IssueFeatures issue, LabelCatalog catalog) {
    return scores.apply(issue.raw(), catalog);
  }
}
