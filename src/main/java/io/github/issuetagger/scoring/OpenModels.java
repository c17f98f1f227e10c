package io.github.issuetagger.scoring;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.model.Encoder;
import io.github.issuetagger.model.EntailmentModel;
import io.github.issuetagger.model.MatcherModel;
import io.github.issuetagger.model.MultiLabelModel;
import io.github.issuetagger.model.TextEncoder;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.ModelTask;
import java.util.ArrayList;
import java.util.List;

/** Opens models, and closes them together. */
final class OpenModels implements AutoCloseable {
  private final ModelConfig config;
  private final List<AutoCloseable> models = new ArrayList<>();

  OpenModels(ModelConfig config) {
    this.config = config;
  }

  /**
   * Opens an encoder. A matcher is an encoder, too.
   *
   * @throws BundleException if the bundle is for another task or does not load
   */
  Encoder encoder(LoadedBundle bundle) {
    return bundle.bundle().task() == ModelTask.MATCHER
        ? matcher(bundle)
        : add(TextEncoder.open(bundle, config));
  }

  /**
   * Opens a matcher.
   *
   * @throws BundleException if the bundle is for another task or does not load
   */
  MatcherModel matcher(LoadedBundle bundle) {
    return add(MatcherModel.open(bundle, config));
  }

  /**
   * Opens an entailment model.
   *
   * @throws BundleException if the bundle is for another task or does not load
   */
  EntailmentModel entailment(LoadedBundle bundle) {
    return add(EntailmentModel.open(bundle, config));
  }

  /**
   * Opens a multi-label model.
   *
   * @throws BundleException if the bundle is for another task or does not load
   */
  MultiLabelModel labels(LoadedBundle bundle) {
    return add(MultiLabelModel.open(bundle, config));
  }

  private <T extends AutoCloseable> T add(T model) {
    models.add(model);
    return model;
  }

  @Override
  public void close() {
    for (AutoCloseable model : models) {
      try {
        model.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close a model", e);
      }
    }
  }
}
