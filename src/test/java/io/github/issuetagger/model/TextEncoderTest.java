package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.text.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextEncoderTest {
  private static final int BUG = 0;
  private static final int DOCUMENTATION = 3;
  private static final BundleLoader LOADER = new BundleLoader(Bundles.config().cacheDir());

  private static TextEncoder encoder;

  @BeforeAll
  static void open() {
    encoder = TextEncoder.open(LOADER.folder(Bundles.tinyEncoder()), Bundles.config());
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  @DisplayName("computes embedding and head together")
  void givesEmbeddingAndHeadTogether() {
    EncoderResult encoded = encoder.encode("crash crash docs");

    assertThat(encoded.embedding()).isEqualTo(encoder.embed("crash crash docs")).hasSize(8);
    // The network's 6 a word less 3, and half of what the n-gram model has for any text.
    assertThat(encoded.head("issue-type").orElseThrow())
        .containsExactly(new double[] {9 + 0.25, -1 - 0.25, -3, 3}, within(1e-6));
  }

  @Test
  @DisplayName("counts n-grams also beyond the network's input")
  void addsWhatTheWordsSayAlsoBeyondWhatTheNetworkReads() {
    String text = "filler ".repeat(50) + "slow linux";
    double slow = 3;
    double slowLinux = 4;
    double length = Math.hypot(slow, slowLinux);

    double[] odds = encoder.encode(text).head("issue-type").orElseThrow();

    assertThat(odds[BUG]).isEqualTo(-3 + 0.5 * (0.5 + 10 * slowLinux / length), within(1e-6));
    assertThat(odds[DOCUMENTATION]).isEqualTo(-3, within(1e-6));
  }

  @Test
  @DisplayName("has no head that the bundle does not name")
  void knowsNoHeadThatTheBundleDoesNotName() {
    assertThat(encoder.encode("crash").head("severity")).isEmpty();
  }

  @Test
  @DisplayName("rejects an invalid n-gram file")
  void refusesAnNGramFileThatIsBroken(@TempDir Path folder) throws Exception {
    Path file = Bundles.copyOfTinyEncoder(folder).resolve("issue-type.ngrams.tsv");
    String old = Sha256.of(file);
    Files.writeString(file, Files.readString(file).replace("slow linux\t4", "slow linux"));
    Path manifest = folder.resolve("bundle.json");
    Files.writeString(manifest, Files.readString(manifest).replace(old, Sha256.of(file)));
    LoadedBundle loaded = LOADER.folder(folder);

    assertThatThrownBy(() -> TextEncoder.open(loaded, Bundles.config()))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("issue-type.ngrams.tsv, line 3");
  }
}
