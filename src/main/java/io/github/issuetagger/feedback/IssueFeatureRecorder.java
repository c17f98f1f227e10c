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
 * Keeps of an issue what learning needs, and not its text. What was read before in the same way is
 * not read again.
 */
public final class IssueFeatureRecorder {
  private final LongFunction<Way> ways;
  private final TrainingIssueStore issues;

  /**
   * @param ways how the issues of a repository are read, by its id
   */
  public IssueFeatureRecorder(LongFunction<Way> ways, TrainingIssueStore issues) {
    this.ways = ways;
    this.issues = issues;
  }

  /**
   * How issues are read.
   *
   * @param reader makes of a text what is kept of it
   * @param current whether what was kept of a text is still what would be kept of it
   */
  public record Way(Function<IssueText, Reading> reader, Predicate<Reading> current) {}

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
