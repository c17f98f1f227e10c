package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.domain.RepositoryRef;
import java.util.function.Function;

/** Scores a repository's labels by the cascade that is made for it. */
final class RepositoryPredictor implements Predictor {
  private final Predictor general;
  private final Function<String, RepositoryCascade> cascades;

  /**
   * @param general scores where no repository is named
   * @param cascades the cascade of a repository, by {@code owner/name}
   */
  RepositoryPredictor(Predictor general, Function<String, RepositoryCascade> cascades) {
    this.general = general;
    this.cascades = cascades;
  }

  @Override
  public Prediction predict(IssueText text, LabelCatalog catalog) {
    return general.predict(text, catalog);
  }

  @Override
  public Prediction predict(RepositoryRef repository, IssueText text, LabelCatalog catalog) {
    return cascades.apply(repository.fullName()).predictor().predict(text, catalog);
  }
}
