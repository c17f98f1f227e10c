package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultiLabelModelTest {
  @Test
  @DisplayName("computes each label's calibrated log-odds")
  void computesCalibratedLogOdds() {
    LoadedBundle loaded =
        new BundleLoader(Bundles.config().cacheDir()).folder(Bundles.tinyMultiLabel());
    try (MultiLabelModel model = MultiLabelModel.open(loaded, Bundles.config())) {
      double[] logOdds = model.logOdds("slow network on windows");

      // Logits 4 and -4; the first label's calibration halves them.
      assertThat(logOdds).containsExactly(new double[] {2, -4}, within(1e-6));
    }
  }

  @Test
  @DisplayName("adds the n-gram model's logits if the bundle has one")
  void addsWhatWordsSayWhereTheBundleHasAnNGramModel(@TempDir Path folder) throws IOException {
    Path bundle = Bundles.copyOfTinyMultiLabel(folder);
    Path ngrams =
        Files.writeString(bundle.resolve("w.tsv"), "#intercept\t0\t1\t0\nslow\t1\t0\t6\n");
    Path manifest = bundle.resolve("bundle.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceFirst(
                "\"files\": \\{",
                "\"ngrams\": {\"file\": \"w.tsv\", \"weight\": 0.5},\n\"files\": {\n\"w.tsv\": \""
                    + Sha256.of(ngrams)
                    + "\","));
    LoadedBundle loaded = new BundleLoader(Bundles.config().cacheDir()).folder(bundle);
    try (MultiLabelModel model = MultiLabelModel.open(loaded, Bundles.config())) {
      // Half of the intercept 1, halved again by the calibration; half of slow's weight 6.
      assertThat(model.logOdds("slow network on windows"))
          .containsExactly(new double[] {2.25, -1}, within(1e-6));
    }
  }
}
