package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LabelModelTest {
  @Test
  void gives_each_label_its_calibrated_probability() {
    LoadedBundle loaded =
        new BundleLoader(Bundles.config().cacheDir()).folder(Bundles.tinyMultiLabel());
    try (LabelModel model = LabelModel.open(loaded, Bundles.config())) {
      double[] probabilities = model.probabilities("slow network on windows");

      // Logits 4 and -4; the first label's calibration halves them.
      assertThat(probabilities)
          .containsExactly(
              new double[] {Calibration.logistic(2), Calibration.logistic(-4)}, within(1e-6));
    }
  }
}
