package io.github.issuetagger.model;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.LoadedBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A bundle's tokenizer. Overrides the padding and truncation of {@code tokenizer.json}, because
 * some files pad every text to the maximum. Safe for use by many threads.
 */
final class TextTokenizer implements AutoCloseable {
  /** Texts are cut to this many characters per token before they are tokenized. */
  private static final int CHARACTERS_PER_TOKEN = 12;

  private final HuggingFaceTokenizer tokenizer;
  private final int maxLength;

  private TextTokenizer(HuggingFaceTokenizer tokenizer, int maxLength) {
    this.tokenizer = tokenizer;
    this.maxLength = maxLength;
  }

  static TextTokenizer open(LoadedBundle loaded, ModelConfig config) {
    return open(loaded, config, config.maxBatchTokens());
  }

  /** Opens a tokenizer that cuts texts to the bundle's length or to a lower limit, in tokens. */
  static TextTokenizer open(LoadedBundle loaded, ModelConfig config, int limit) {
    configureDjl(config.cacheDir());
    int maxLength = Math.min(loaded.bundle().maxLength(), limit);
    Map<String, String> options =
        Map.of(
            "padding",
            "false",
            "truncation",
            "only_first",
            "maxLength",
            Integer.toString(maxLength),
            "modelMaxLength",
            Integer.toString(maxLength));
    try {
      return new TextTokenizer(
          HuggingFaceTokenizer.newInstance(loaded.tokenizer(), options), maxLength);
    } catch (IOException | RuntimeException e) {
      throw new BundleException(
          "bundle " + loaded.bundle().id() + ": tokenizer.json cannot be used", e);
    }
  }

  /**
   * Configures DJL. Must run before any class of DJL is loaded.
   *
   * <p>{@code HuggingFaceTokenizer.newInstance} calls {@code ai.djl.util.Ec2Utils.callHome}, which
   * asks the cloud's metadata service for the instance's identity and reports it. It does not if
   * DJL is offline or {@code OPT_OUT_TRACKING} is true. DJL unpacks its native library under the
   * home folder unless {@code DJL_CACHE_DIR} is set, and a container's home folder is often
   * read-only. DJL reads the environment first, so the operator's own values take precedence.
   */
  private static void configureDjl(Path cacheDir) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    String cache = cacheDir.resolve("native").toAbsolutePath().toString();
    System.setProperty("DJL_CACHE_DIR", cache);
    System.setProperty("ENGINE_CACHE_DIR", cache);
    // Detection would only download the CUDA tokenizer, which is no faster for one issue.
    System.setProperty("RUST_FLAVOR", "cpu");
  }

  /** Returns the tokens of one text, cut to the bundle's length. */
  ModelInput encode(String text) {
    return row(tokenizer.encode(cut(text)));
  }

  /** Returns the tokens of a pair of texts. Cuts the first text, and the second only if needed. */
  ModelInput encode(String first, String second) {
    return row(tokenizer.encode(cut(first), shorten(second)));
  }

  /** Returns a text's token ids without special tokens, cut to the bundle's length. */
  long[] encodeBare(String text) {
    return tokenizer.encode(cut(text), false, false).getIds();
  }

  /** Shortens the second text to at most half of the row, to leave room for the first. */
  private String shorten(String second) {
    String text = second;
    while (text.length() > 1
        && (text.length() > maxLength * CHARACTERS_PER_TOKEN
            || tokenizer.encode(text).getIds().length > maxLength / 2)) {
      text = text.substring(0, text.length() / 2);
    }
    return text;
  }

  /**
   * Drops text that can never reach the model, because tokenizing takes time linear in its length.
   */
  private String cut(String text) {
    int characters = maxLength * CHARACTERS_PER_TOKEN;
    return text.length() <= characters ? text : text.substring(0, characters);
  }

  private static ModelInput row(Encoding encoding) {
    return new ModelInput(encoding.getIds(), encoding.getTypeIds());
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
