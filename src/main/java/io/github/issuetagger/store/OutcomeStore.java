package io.github.issuetagger.store;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.OutcomeCounts;
import io.github.issuetagger.store.RunAction.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Answers how right the App was, by what people did about it. Safe for use by several threads. */
public final class OutcomeStore {
  /** What people do about a label later than this is about something else. */
  public static final Duration WINDOW = Duration.ofDays(14);

  private static final String WORD = "WORD";

  private final Jdbi jdbi;

  public OutcomeStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Something that the App did, or a person said, about a label. */
  private record Happening(int issue, String kind, String label, boolean belongs, Instant at) {
    boolean is(Kind deed) {
      return kind.equals(deed.name());
    }
  }

  /**
   * What became of each label that the App applied or suggested since then, in one query.
   *
   * @param since what runs did that began before this does not count
   * @return by {@link LabelCatalog#key}
   */
  public Map<String, OutcomeCounts> all(long repositoryId, Instant since) {
    Map<String, List<Happening>> byLabel = new TreeMap<>();
    for (Happening happening : happenings(repositoryId, since)) {
      byLabel.computeIfAbsent(happening.label(), label -> new ArrayList<>()).add(happening);
    }
    Map<String, OutcomeCounts> outcomes = new TreeMap<>();
    byLabel.forEach(
        (label, happened) -> {
          if (happened.stream().anyMatch(one -> !one.kind().equals(WORD))) {
            outcomes.put(label, outcome(happened));
          }
        });
    return outcomes;
  }

  private static OutcomeCounts outcome(List<Happening> happened) {
    Map<Integer, List<Happening>> words = new HashMap<>();
    for (Happening one : happened) {
      if (one.kind().equals(WORD)) {
        words.computeIfAbsent(one.issue(), issue -> new ArrayList<>()).add(one);
      }
    }
    Map<Integer, Happening> applied = first(happened, Kind.APPLY);
    Map<Integer, Happening> suggested = first(happened, Kind.SUGGEST);
    // What was applied in the end is judged as that, even if it had been suggested before.
    suggested.keySet().removeAll(applied.keySet());
    return new OutcomeCounts(
        applied.size(),
        count(applied, words, false),
        suggested.size(),
        count(suggested, words, true),
        count(suggested, words, false));
  }

  private static int count(
      Map<Integer, Happening> deeds, Map<Integer, List<Happening>> words, boolean belongs) {
    return (int)
        deeds.values().stream()
            .filter(deed -> last(words, deed).filter(word -> word == belongs).isPresent())
            .count();
  }

  /** The first time that it did that on each issue. */
  private static Map<Integer, Happening> first(List<Happening> happened, Kind kind) {
    Map<Integer, Happening> first = new HashMap<>();
    happened.stream()
        .filter(one -> one.is(kind))
        .forEach(deed -> first.putIfAbsent(deed.issue(), deed));
    return first;
  }

  /** The last that a person said about it within the window. */
  private static Optional<Boolean> last(Map<Integer, List<Happening>> words, Happening deed) {
    return words.getOrDefault(deed.issue(), List.of()).stream()
        // Webhooks tell whole seconds: what came of the deed may seem to have come before it.
        .filter(word -> !word.at().isBefore(deed.at().minusSeconds(1)))
        .filter(word -> !word.at().isAfter(deed.at().plus(WINDOW)))
        .map(Happening::belongs)
        .reduce((earlier, later) -> later);
  }

  private List<Happening> happenings(long repositoryId, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT r.issue_number AS issue, a.kind AS kind, a.label AS label,
                           0 AS belongs, a.changed_at AS happened_at, 0 AS place
                    FROM triage_runs r JOIN triage_actions a ON a.run_id = r.id
                    WHERE r.repository_id = :repository AND r.created_at >= :since
                      AND a.status = 'DONE' AND a.kind IN ('APPLY', 'SUGGEST')
                    UNION ALL
                    SELECT e.issue_number, :word, e.label, e.belongs, e.said_at, e.id
                    FROM examples e
                    WHERE e.repository_id = :repository AND e.said_at >= :words
                      AND e.source IN (:maintainer, :author)
                      AND EXISTS
                        (SELECT 1 FROM triage_runs seen
                         WHERE seen.repository_id = e.repository_id
                           AND seen.issue_number = e.issue_number)
                    ORDER BY happened_at, place
                    """)
                .bind("repository", repositoryId)
                .bind("since", since.toEpochMilli())
                .bind("words", since.toEpochMilli() - 1000)
                .bind("word", WORD)
                .bind("maintainer", AnnotationSource.MAINTAINER.name())
                .bind("author", AnnotationSource.AUTHOR.name())
                .map(
                    (row, context) ->
                        new Happening(
                            row.getInt("issue"),
                            row.getString("kind"),
                            LabelCatalog.key(row.getString("label")),
                            row.getInt("belongs") == 1,
                            Instant.ofEpochMilli(row.getLong("happened_at"))))
                .list());
  }
}
