package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.ScoredLabel;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The opened models as they serve one repository, before anything is learned there.
 *
 * @param predictor scores every label
 * @param encoder encodes issues, with the fine-tuned bundle that is nearest to the repository
 * @param operators whether one of the operator's bundles was trained for a label of that name
 * @param f1Threshold the score, 0–1, from which giving that label is best for F1, as far as its
 *     scorer knows
 * @param seen the repository's issues that the encoder's models were trained on
 */
public record RepositoryCascade(
    Predictor predictor,
    IssueEncoder encoder,
    Predicate<String> operators,
    ToDoubleFunction<ScoredLabel> f1Threshold,
    SeenIssues seen) {
  /** Returns the same cascade for a repository of which the models have seen these issues. */
  public RepositoryCascade with(SeenIssues issues) {
    return new RepositoryCascade(predictor, encoder, operators, f1Threshold, issues);
  }
}
