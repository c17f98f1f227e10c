package io.github.issuetagger.model;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.model.bundle.LoadedBundle;
import java.io.IOException;
import java.util.Map;

/**
 * A bundle's tokenizer. What its file says of padding and truncation is overridden: some pad every
 * text to the maximum. Safe for use by many threads.
 */
final class TextTokenizer implements AutoCloseable {
  /** A token of any vocabulary stands for one character at least, markers aside. */
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

  /** A tokenizer that cuts texts to the bundle's length, or to less room. */
  static TextTokenizer open(LoadedBundle loaded, ModelConfig config, int room) {
    NativeSetup.prepare(config.cacheDir());
    int maxLength = Math.min(loaded.bundle().maxLength(), room);
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

  /** The row of one text, cut to the bundle's length. */
  ModelInput encode(String text) {
    return row(tokenizer.encode(cut(text)));
  }

  /** The row of a pair; only the first text is cut, so the second must be short. */
  ModelInput encode(String first, String second) {
    return row(tokenizer.encode(cut(first), shorten(second)));
  }

  /** A text's tokens without the special ones around it, cut to the bundle's length. */
  long[] bare(String text) {
    return tokenizer.encode(cut(text), false, false).getIds();
  }

  /** The second text must leave room for the first: half of the row at most. */
  private String shorten(String second) {
    String text = second;
    while (text.length() > 1
        && (text.length() > maxLength * CHARACTERS_PER_TOKEN
            || tokenizer.encode(text).getIds().length > maxLength / 2)) {
      text = text.substring(0, text.length() / 2);
    }
    return text;
  }

  /** Tokenizing is linear in the text, so what can never reach the model is dropped first. */
  private String cut(String text) {
    int limit = maxLength * CHARACTERS_PER_TOKEN;
    return text.length() <= limit ? text : text.substring(0, limit);
  }

  private static ModelInput row(Encoding encoding) {
    return new ModelInput(encoding.getIds(), encoding.getTypeIds());
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
