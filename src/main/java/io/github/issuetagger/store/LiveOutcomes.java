package io.github.issuetagger.store;

import io.github.issuetagger.issue.ExampleSource;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.store.RunAction.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Answers how right the App was, by what people did about it. */
public final class LiveOutcomes {
  /** What people do about a label later than this is about something else. */
  public static final Duration WINDOW = Duration.ofDays(14);

  private final Jdbi jdbi;

  public LiveOutcomes(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Something the App did, and when. */
  private record Deed(int issue, Kind kind, Instant at) {}

  /** What a person said, and when. */
  private record Word(int issue, boolean belongs, Instant at) {}

  /**
   * What became of a label since then.
   *
   * @param since what the App did before this does not count
   */
  public LiveOutcome of(long repositoryId, String label, Instant since) {
    List<Deed> deeds = deeds(repositoryId, label, since);
    List<Word> words = words(repositoryId, label, since);
    Map<Integer, Deed> applied = first(deeds, Kind.APPLY);
    Map<Integer, Deed> suggested = first(deeds, Kind.SUGGEST);
    // What was applied in the end is judged as that, even if it had been suggested before.
    suggested.keySet().removeAll(applied.keySet());
    return new LiveOutcome(
        applied.size(),
        count(applied, words, false),
        suggested.size(),
        count(suggested, words, true),
        count(suggested, words, false));
  }

  private static int count(Map<Integer, Deed> deeds, List<Word> words, boolean belongs) {
    return (int)
        deeds.values().stream()
            .filter(deed -> last(words, deed).filter(word -> word == belongs).isPresent())
            .count();
  }

  /** The first time that it did that on each issue. */
  private static Map<Integer, Deed> first(List<Deed> deeds, Kind kind) {
    Map<Integer, Deed> first = new HashMap<>();
    deeds.stream()
        .filter(deed -> deed.kind() == kind)
        .forEach(deed -> first.putIfAbsent(deed.issue(), deed));
    return first;
  }

  /** The last that a person said about it within the window. */
  private static Optional<Boolean> last(List<Word> words, Deed deed) {
    return words.stream()
        .filter(word -> word.issue() == deed.issue())
        // Webhooks tell whole seconds: what came of the deed may seem to have come before it.
        .filter(word -> !word.at().isBefore(deed.at().minusSeconds(1)))
        .filter(word -> !word.at().isAfter(deed.at().plus(WINDOW)))
        .map(Word::belongs)
        .reduce((earlier, later) -> later);
  }

  private List<Deed> deeds(long repositoryId, String label, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT r.issue_number, a.kind, a.label, a.changed_at
                    FROM triage_actions a JOIN triage_runs r ON r.id = a.run_id
                    WHERE r.repository_id = :repository AND a.status = 'DONE'
                      AND a.kind IN ('APPLY', 'SUGGEST') AND a.changed_at >= :since
                    ORDER BY a.changed_at
                    """)
                .bind("repository", repositoryId)
                .bind("since", since.toEpochMilli())
                .map(
                    (row, context) ->
                        Map.entry(
                            LabelCatalog.key(row.getString("label")),
                            new Deed(
                                row.getInt("issue_number"),
                                Kind.valueOf(row.getString("kind")),
                                Instant.ofEpochMilli(row.getLong("changed_at")))))
                .filter(named -> named.getKey().equals(LabelCatalog.key(label)))
                .map(Map.Entry::getValue)
                .list());
  }

  private List<Word> words(long repositoryId, String label, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT issue_number, belongs, said_at FROM examples
                    WHERE repository_id = :repository AND label_key = :label
                      AND source IN (:maintainer, :author) AND said_at >= :since
                    ORDER BY said_at, id
                    """)
                .bind("repository", repositoryId)
                .bind("label", LabelCatalog.key(label))
                .bind("maintainer", ExampleSource.MAINTAINER.name())
                .bind("author", ExampleSource.AUTHOR.name())
                .bind("since", since.toEpochMilli() - 1000)
                .map(
                    (row, context) ->
                        new Word(
                            row.getInt("issue_number"),
                            row.getInt("belongs") == 1,
                            Instant.ofEpochMilli(row.getLong("said_at"))))
                .list());
  }
}
