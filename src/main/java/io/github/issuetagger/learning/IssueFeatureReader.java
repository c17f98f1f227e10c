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

/** Makes of the text of a repository's issue what is kept of it to learn from later. */
public final class IssueFeatureReader implements Function<IssueText, Reading> {
  private final IssueEncoder encoder;
  private final String name;

  /**
   * @param encoder reads issues, with the repository's fine-tuned bundle where it has one
   * @param name the encoder's name and version; what another one read cannot be learnt from with
   *     what it read
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

  /** Whether all is there that would be kept of the same text today. */
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
   * The issue as learning needs it; empty when it has to be read again first. What another
   * fine-tuned bundle said of it is there as well, under that bundle's fingerprint.
   *
   * @param encoder name and version of the encoder that is learnt with
   */
  static Optional<IssueFeatures> read(Reading reading, String encoder) {
    return reading
        .features()
        .filter(features -> reading.embedding().encoder().equals(encoder))
        .filter(features -> features.version().equals(StoredFeatures.VERSION))
        .map(features -> StoredFeatures.read(features, reading.embedding().vector()));
  }
}
