package io.github.issuetagger.learn;

import io.github.issuetagger.issue.Embedding;
import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.TextFeatures;
import io.github.issuetagger.issue.TextHash;
import io.github.issuetagger.predict.IssueEncoder;
import io.github.issuetagger.store.KnownIssue.Reading;
import java.util.Optional;
import java.util.function.Function;

/** Makes of an issue's text what is kept of it to learn from later. */
public final class IssueReader implements Function<IssueText, Reading> {
  private final IssueEncoder encoder;
  private final String name;

  /**
   * @param name the encoder's name and version; what another one read cannot be learnt from with
   *     what it read
   */
  public IssueReader(IssueEncoder encoder, String name) {
    this.encoder = encoder;
    this.name = name;
  }

  @Override
  public Reading apply(IssueText text) {
    ReadIssue read = ReadIssue.of(encoder.encode(text));
    return new Reading(
        TextHash.of(text),
        new Embedding(name, read.issue().whole()),
        Optional.of(KeptFeatures.write(read)));
  }

  IssueEncoder encoder() {
    return encoder;
  }

  /** Name and version of the encoder. */
  String name() {
    return name;
  }

  /** Whether all is there that would be kept of the same text today. */
  public boolean current(Reading reading) {
    return reading.embedding().encoder().equals(name)
        && reading.features().map(TextFeatures::version).equals(Optional.of(KeptFeatures.VERSION));
  }

  /** The issue as learning needs it; empty when it has to be read again first. */
  Optional<ReadIssue> read(Reading reading) {
    return Optional.of(reading)
        .filter(this::current)
        .flatMap(Reading::features)
        .map(features -> KeptFeatures.read(features, reading.embedding().vector()));
  }
}
