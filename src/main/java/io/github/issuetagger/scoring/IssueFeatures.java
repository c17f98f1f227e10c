package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.math.SparseVector;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An issue's text and what the models say about it. A model reads the text when its result is first
 * needed, and never again. An issue that is scored, explained and stored thus costs one inference a
 * model. Features from the database have no text. Safe for use by many threads.
 */
public final class IssueFeatures {
  /** The text of an issue whose text was not stored. */
  public static final IssueText NO_TEXT = new IssueText("", "");

  private final IssueText raw;
  private final IssueText clean;
  private final Supplier<float[]> titleEmbedding;
  private final Supplier<float[]> embedding;
  private final Supplier<Map<String, Double>> types;
  private final Supplier<SparseVector> wordCounts;
  private final String bundle;
  private final Supplier<float[]> fineTuned;

  private IssueFeatures(
      IssueText raw,
      IssueText clean,
      Supplier<float[]> titleEmbedding,
      Supplier<float[]> embedding,
      Supplier<Map<String, Double>> types,
      Supplier<SparseVector> wordCounts,
      String bundle,
      Supplier<float[]> fineTuned) {
    this.raw = raw;
    this.clean = clean;
    this.titleEmbedding = once(titleEmbedding);
    this.embedding = once(embedding);
    this.types = once(types);
    this.wordCounts = once(wordCounts);
    this.bundle = bundle;
    this.fineTuned = once(fineTuned);
  }

  /**
   * Features of a text that no model has read yet.
   *
   * @param raw the text as written, including the template
   * @param clean the text without boilerplate
   * @param titleEmbedding embeds the clean title, as a vector of length 1
   * @param embedding embeds clean title and body together, as a vector of length 1
   * @param types returns by {@code type.NAME} the calibrated log-odds of each issue type; empty if
   *     no model tells types
   */
  public IssueFeatures(
      IssueText raw,
      IssueText clean,
      Supplier<float[]> titleEmbedding,
      Supplier<float[]> embedding,
      Supplier<Map<String, Double>> types) {
    this(
        raw,
        clean,
        titleEmbedding,
        embedding,
        types,
        () -> HashedWords.count(raw),
        "",
        () -> new float[0]);
  }

  /**
   * Returns the features of an issue whose text was not stored.
   *
   * @param fineTuned what a fine-tuned bundle says; empty if none has read the issue
   */
  public static IssueFeatures stored(
      float[] titleEmbedding,
      float[] embedding,
      Map<String, Double> types,
      SparseVector wordCounts,
      Optional<FineTunedLogOdds> fineTuned) {
    return new IssueFeatures(
        NO_TEXT,
        NO_TEXT,
        () -> titleEmbedding,
        () -> embedding,
        () -> types,
        () -> wordCounts,
        fineTuned.map(FineTunedLogOdds::bundle).orElse(""),
        () -> fineTuned.map(FineTunedLogOdds::odds).orElseGet(() -> new float[0]));
  }

  /**
   * Adds a fine-tuned bundle.
   *
   * @param fingerprint the bundle's {@link FineTunedBundle#fingerprint}
   * @param logOdds returns the calibrated log-odds of the bundle's labels, in its order
   */
  public IssueFeatures withFineTuned(String fingerprint, Supplier<float[]> logOdds) {
    return new IssueFeatures(
        raw, clean, titleEmbedding, embedding, types, wordCounts, fingerprint, logOdds);
  }

  /** Replaces what the models say about the issue's type. */
  public IssueFeatures withTypes(Supplier<Map<String, Double>> others) {
    return new IssueFeatures(
        raw, clean, titleEmbedding, embedding, others, wordCounts, bundle, fineTuned);
  }

  /** Replaces what the encoder says about title and body together. */
  IssueFeatures withEmbedding(
      Supplier<float[]> otherEmbedding, Supplier<Map<String, Double>> otherTypes) {
    return new IssueFeatures(
        raw, clean, titleEmbedding, otherEmbedding, otherTypes, wordCounts, bundle, fineTuned);
  }

  /**
   * Sets the log-odds of each type to 0, as if no model could tell it. The types keep their names,
   * so that feature vectors keep their length.
   */
  public IssueFeatures withoutTypes() {
    return withTypes(
        () -> {
          Map<String, Double> unknown = new HashMap<>(types());
          unknown.replaceAll((type, odds) -> 0.0);
          return unknown;
        });
  }

  /** Removes the text, as for an issue whose text was not stored. */
  public IssueFeatures withoutText() {
    return new IssueFeatures(
        NO_TEXT, NO_TEXT, titleEmbedding, embedding, types, wordCounts, bundle, fineTuned);
  }

  /** Lets all models read the text now. */
  public IssueFeatures readAll() {
    titleEmbedding();
    embedding();
    types();
    wordCounts();
    fineTuned();
    return this;
  }

  /** The text as written, including the template. */
  public IssueText raw() {
    return raw;
  }

  /** The text without boilerplate. */
  public IssueText clean() {
    return clean;
  }

  /** Returns clean title and body as one text for a model. */
  public String text() {
    return join(clean);
  }

  static String join(IssueText clean) {
    return clean.body().isEmpty() ? clean.title() : clean.title() + "\n" + clean.body();
  }

  /** The embedding of the clean title, of length 1. Shared: callers must not change it. */
  public float[] titleEmbedding() {
    return titleEmbedding.get();
  }

  /** The embedding of title and body, of length 1. Shared: callers must not change it. */
  public float[] embedding() {
    return embedding.get();
  }

  /** By {@code type.NAME}, the calibrated log-odds of each issue type. */
  public Map<String, Double> types() {
    return types.get();
  }

  /** How often each hashed word occurs; see {@link HashedWords}. */
  public SparseVector wordCounts() {
    return wordCounts.get();
  }

  /** What a fine-tuned bundle says; empty if there is none. */
  public Optional<FineTunedLogOdds> fineTuned() {
    return bundle.isEmpty()
        ? Optional.empty()
        : Optional.of(new FineTunedLogOdds(bundle, fineTuned.get()));
  }

  /** Returns what this bundle says; empty if another bundle or none reads the issue. */
  public Optional<float[]> fineTuned(FineTunedBundle wanted) {
    return bundle.equals(wanted.fingerprint()) ? Optional.of(fineTuned.get()) : Optional.empty();
  }

  static <T> Supplier<T> once(Supplier<T> source) {
    return source instanceof Once<T> once ? once : new Once<>(source);
  }

  /** Keeps the first result. */
  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> source;
    private @Nullable T result;

    Once(Supplier<T> source) {
      this.source = source;
    }

    @Override
    public synchronized T get() {
      T known = result;
      if (known == null) {
        known = source.get();
        result = known;
      }
      return known;
    }
  }
}
