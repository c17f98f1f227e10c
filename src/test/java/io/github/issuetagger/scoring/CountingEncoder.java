package io.github.issuetagger.scoring;

import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.Encoder;
import io.github.issuetagger.model.EncoderResult;
import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.BundleLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tiny encoder, which notes each text that it reads. */
public final class CountingEncoder implements Encoder {
  private final OpenModels models = new OpenModels(Bundles.config());
  private final Encoder encoder =
      models.encoder(new BundleLoader(Bundles.config().cacheDir()).folder(Bundles.tinyEncoder()));
  private final List<String> read = new ArrayList<>();

  /** The cascade of similarity alone, on this encoder. */
  public RepositoryCascade cascade() {
    SimilarityScorer similarity = new SimilarityScorer(this, Optional.empty());
    return new RepositoryCascade(
        new Cascade(List.of(similarity)),
        new CascadeEncoder(similarity, Optional.empty()),
        label -> false,
        scored -> 0.5,
        SeenIssues.NONE);
  }

  /** The texts that were read since this was last asked. */
  public synchronized List<String> read() {
    List<String> texts = List.copyOf(read);
    read.clear();
    return texts;
  }

  @Override
  public Bundle bundle() {
    return encoder.bundle();
  }

  @Override
  public synchronized EncoderResult encode(String text) {
    read.add(text);
    return encoder.encode(text);
  }

  @Override
  public synchronized List<float[]> embed(List<String> texts) {
    read.addAll(texts);
    return encoder.embed(texts);
  }

  @Override
  public void close() {
    models.close();
  }
}
