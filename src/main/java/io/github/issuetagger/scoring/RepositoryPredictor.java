package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import java.util.function.Function;

/** Scores a repository's labels by the ladder that is made for it. */
final class RepositoryPredictor implements Predictor {
  private final Predictor general;
  private final Function<String, RepositoryCascade> ladders;

  /**
   * @param general scores where no repository is named
   * @param ladders the ladder of a repository, by {@code owner/name}
   */
  RepositoryPredictor(Predictor general, Function<String, RepositoryCascade> ladders) {
    this.general = general;
    this.ladders = ladders;
  }

  @Override
  public Prediction predict(IssueText text, LabelCatalog catalog) {
    return general.predict(text, catalog);
  }

  @Override
  public Prediction predict(RepositoryRef repository, IssueText text, LabelCatalog catalog) {
    return ladders.apply(repository.fullName()).predictor().predict(text, catalog);
  }
}
