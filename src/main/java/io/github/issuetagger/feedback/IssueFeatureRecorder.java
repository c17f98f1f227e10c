package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.store.TrainingIssue.Reading;
import io.github.issuetagger.store.TrainingIssueStore;
import io.github.issuetagger.text.TextHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Stores an issue's training features, but not its text. Skips issues whose features are already
 * stored for this model version.
 */
public final class IssueFeatureRecorder {
  private final LongFunction<Way> ways;
  private final TrainingIssueStore issues;

  /**
   * @param ways how to compute the features of a repository's issues, by the repository's id
   */
  public IssueFeatureRecorder(LongFunction<Way> ways, TrainingIssueStore issues) {
    this.ways = ways;
    this.issues = issues;
  }

  /**
   * How to compute features.
   *
   * @param reader computes the features of a text
   * @param current tells whether stored features are up to date
   */
  public record Way(Function<IssueText, Reading> reader, Predicate<Reading> current) {}

  /**
   * An issue as it was last seen.
   *
   * @param labelled whether the issue has a label
   * @param notPlanned whether the issue was closed as not planned
   */
  public record Seen(
      int number, IssueText text, Instant createdAt, boolean labelled, boolean notPlanned) {}

  /** Stores the features of these issues. The repository must be known. */
  public void record(long repositoryId, List<Seen> seen) {
    Way way = ways.apply(repositoryId);
    List<Seen> unread = new ArrayList<>();
    for (Seen issue : seen) {
      issues.note(
          repositoryId, issue.number(), issue.createdAt(), issue.labelled(), issue.notPlanned());
      if (!read(repositoryId, issue, way)) {
        unread.add(issue);
      }
    }
    List<Reading> readings =
        unread.parallelStream().map(issue -> way.reader().apply(issue.text())).toList();
    for (int i = 0; i < readings.size(); i++) {
      issues.read(repositoryId, unread.get(i).number(), readings.get(i));
    }
  }

  private boolean read(long repositoryId, Seen issue, Way way) {
    String hash = TextHash.of(issue.text());
    return issues
        .find(repositoryId, issue.number())
        .flatMap(known -> known.reading())
        .filter(reading -> reading.textHash().equals(hash) && way.current().test(reading))
        .isPresent();
  }
}
