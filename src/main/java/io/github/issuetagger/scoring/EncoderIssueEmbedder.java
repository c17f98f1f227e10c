package io.github.issuetagger.scoring;

import io.github.issuetagger.domain.Embedding;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.model.Encoder;
import java.util.List;

/** Embeds issues as the similarity scorer does. */
final class EncoderIssueEmbedder implements IssueEmbedder {
  private final Encoder encoder;

  EncoderIssueEmbedder(Encoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public String encoder() {
    return encoder.bundle().id();
  }

  @Override
  public List<Embedding> embed(List<IssueText> issues) {
    List<String> texts = issues.stream().map(issue -> CleanedIssue.of(issue).whole()).toList();
    return encoder.embed(texts).stream().map(vector -> new Embedding(encoder(), vector)).toList();
  }
}
