package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where tests find bundles. */
public final class Bundles {
  /** Shared by all tests of a run, so the encoder is unpacked once. */
  private static final Path CACHE = Path.of("target", "model-cache");

  private Bundles() {}

  public static ModelConfig config() {
    return new ModelConfig(Optional.empty(), CACHE, 1, 2048, ModelConfig.Device.CPU);
  }

  public static ModelConfig config(Path bundle) {
    return new ModelConfig(Optional.of(bundle), CACHE, 1, 2048, ModelConfig.Device.CPU);
  }

  public static Path tinyNli() {
    try {
      return Path.of(Bundles.class.getResource("/bundles/tiny-nli").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A copy that a test may damage. */
  public static Path copyOfTinyNli(Path folder) {
    try {
      for (String file : new String[] {"bundle.json", "model.onnx", "tokenizer.json"}) {
        Files.copy(tinyNli().resolve(file), folder.resolve(file));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
