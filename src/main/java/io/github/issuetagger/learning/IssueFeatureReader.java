package io.github.issuetagger.learning;

import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.learning.training.StoredFeatures;
import io.github.issuetagger.scoring.FineTunedBundle;
import io.github.issuetagger.scoring.FineTunedLogOdds;
import io.github.issuetagger.scoring.IssueEncoder;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.store.TrainingIssue.Reading;
import io.github.issuetagger.text.TextHash;
import java.util.Optional;
import java.util.function.Function;

/** Turns the text of a repository's issue into the features that are stored for training. */
public final class IssueFeatureReader implements Function<IssueText, Reading> {
  private final IssueEncoder encoder;
  private final String name;

  /**
   * @param encoder encodes issues, with the repository's fine-tuned bundle if there is one
   * @param name the encoder's name and version; features of different encoders cannot be trained on
   *     together
   */
  public IssueFeatureReader(IssueEncoder encoder, String name) {
    this.encoder = encoder;
    this.name = name;
  }

  @Override
  public Reading apply(IssueText text) {
    IssueFeatures features = encoder.encode(text);
    return new Reading(
        TextHash.of(text),
        new Embedding(name, features.embedding()),
        Optional.of(StoredFeatures.write(features)));
  }

  /** Whether the stored features are what the same text would give today. */
  public boolean current(Reading reading) {
    return read(reading, name)
        .filter(
            features ->
                features
                    .fineTuned()
                    .map(FineTunedLogOdds::bundle)
                    .equals(encoder.fineTuned().map(FineTunedBundle::fingerprint)))
        .isPresent();
  }

  /**
   * Returns the stored features; empty if the issue has to be read again first. The results of
   * another fine-tuned bundle are included, with that bundle's fingerprint.
   *
   * @param encoder name and version of the encoder that is trained with
   */
  static Optional<IssueFeatures> read(Reading reading, String encoder) {
    return reading
        .features()
        .filter(features -> reading.embedding().encoder().equals(encoder))
        .filter(features -> features.version().equals(StoredFeatures.VERSION))
        .map(features -> StoredFeatures.read(features, reading.embedding().vector()));
  }
}
