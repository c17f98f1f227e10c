package io.github.issuetagger.feedback;

import io.github.issuetagger.issue.Embedding;
import io.github.issuetagger.issue.IssueText;
import io.github.issuetagger.issue.TextFeatures;
import io.github.issuetagger.issue.TextHash;
import io.github.issuetagger.predict.Embedder;
import io.github.issuetagger.store.KnownIssue.Reading;
import io.github.issuetagger.store.KnownIssueStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps of an issue what learning needs, and not its text. What was read before by the same encoder
 * is not read again.
 */
public final class RememberIssue {
  private final Embedder embedder;
  private final Function<IssueText, Optional<TextFeatures>> features;
  private final KnownIssueStore issues;

  /**
   * @param features what else a learner counts in a text, if it does
   */
  public RememberIssue(
      Embedder embedder,
      Function<IssueText, Optional<TextFeatures>> features,
      KnownIssueStore issues) {
    this.embedder = embedder;
    this.features = features;
    this.issues = issues;
  }

  /**
   * An issue as it was seen.
   *
   * @param labelled whether it carries a label
   * @param notPlanned whether it was closed as not planned
   */
  public record Seen(
      int number, IssueText text, Instant createdAt, boolean labelled, boolean notPlanned) {}

  /** Keeps what is needed of these issues. The repository must be known. */
  public void remember(long repositoryId, List<Seen> seen) {
    List<Seen> unread = new ArrayList<>();
    for (Seen issue : seen) {
      issues.note(
          repositoryId, issue.number(), issue.createdAt(), issue.labelled(), issue.notPlanned());
      if (!read(repositoryId, issue)) {
        unread.add(issue);
      }
    }
    List<Embedding> embeddings = embedder.embed(unread.stream().map(Seen::text).toList());
    for (int i = 0; i < unread.size(); i++) {
      IssueText text = unread.get(i).text();
      issues.read(
          repositoryId,
          unread.get(i).number(),
          new Reading(TextHash.of(text), embeddings.get(i), features.apply(text)));
    }
  }

  private boolean read(long repositoryId, Seen issue) {
    String hash = TextHash.of(issue.text());
    return issues
        .find(repositoryId, issue.number())
        .flatMap(known -> known.reading())
        .filter(reading -> reading.of(hash, embedder.encoder()))
        .isPresent();
  }
}
