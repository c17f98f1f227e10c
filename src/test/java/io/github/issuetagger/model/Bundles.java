package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The bundles for tests. */
public final class Bundles {
  /** All tests of a run share this folder, so the encoder is unpacked once. */
  private static final Path CACHE = Path.of("target", "model-cache");

  private Bundles() {}

  public static ModelConfig config() {
    return new ModelConfig(
        Optional.empty(),
        Optional.empty(),
        CACHE,
        1,
        2048,
        ModelConfig.Device.CPU,
        ModelConfig.ZeroShot.MATCHER);
  }

  public static ModelConfig config(Path bundle) {
    return config().withBundle(bundle);
  }

  /**
   * Returns a configuration without an embedded entailment model, with one bundle per repository.
   */
  public static ModelConfig perRepository(Optional<Path> bundle, Path repositories) {
    return new ModelConfig(
        bundle,
        Optional.of(repositories),
        CACHE,
        1,
        2048,
        ModelConfig.Device.CPU,
        ModelConfig.ZeroShot.SIMILARITY);
  }

  /** The same as {@link #config()}, without an embedded entailment model. */
  public static ModelConfig similarityAlone() {
    return new ModelConfig(
        Optional.empty(),
        Optional.empty(),
        CACHE,
        1,
        2048,
        ModelConfig.Device.CPU,
        ModelConfig.ZeroShot.SIMILARITY);
  }

  /** Entailment counts shared words. Fitted with {@link #tinyEncoder}. */
  public static Path tinyNli() {
    return tiny("tiny-nli");
  }

  /** Embeddings are bags of words. Has an {@code issue-type} head with an n-gram model. */
  public static Path tinyEncoder() {
    return tiny("tiny-encoder");
  }

  /** Scores the labels {@code Networking} and {@code linux}. */
  public static Path tinyMultiLabel() {
    return tiny("tiny-multi-label");
  }

  /**
   * A label matches by the words that it shares with a text. Embeddings are bags of words. Has an
   * {@code issue-type} head with an n-gram model.
   */
  public static Path tinyMatcher() {
    return tiny("tiny-matcher");
  }

  /** Returns {@link #config()} with a limit of tokens per inference. */
  public static ModelConfig withBatchTokens(int most) {
    ModelConfig config = config();
    return new ModelConfig(
        config.bundle(),
        config.repositories(),
        config.cacheDir(),
        config.threads(),
        most,
        config.device(),
        config.zeroShot());
  }

  private static Path tiny(String name) {
    try {
      return Path.of(Bundles.class.getResource("/bundles/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A copy that a test may damage. */
  public static Path copyOfTinyNli(Path folder) {
    return copy(tinyNli(), folder);
  }

  /** A copy that a test may damage. */
  public static Path copyOfTinyEncoder(Path folder) {
    return copy(tinyEncoder(), folder);
  }

  /** A copy that a test may change. */
  public static Path copyOfTinyMatcher(Path folder) {
    return copy(tinyMatcher(), folder);
  }

  /** A copy that a test may change. */
  public static Path copyOfTinyMultiLabel(Path folder) {
    return copy(tinyMultiLabel(), folder);
  }

  /**
   * Writes the bundle for {@code Networking} and {@code linux} into a new folder.
   *
   * @param trainedUntil the bundle's {@code trained_until}; empty to omit it
   */
  public static Path multiLabel(Path folder, String trainedUntil) {
    try {
      Path manifest = copyOfTinyMultiLabel(Files.createDirectories(folder)).resolve("bundle.json");
      String told =
          trainedUntil.isEmpty() ? "{" : "{\n  \"trained_until\": \"" + trainedUntil + "\",";
      Files.writeString(manifest, Files.readString(manifest).replaceFirst("\\{", told));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copy(Path bundle, Path folder) {
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
