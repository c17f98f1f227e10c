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

/**
 * Counts how people reacted to the labels that the App applied or suggested. Safe for use by
 * several threads.
 */
public final class OutcomeStore {
  /** Later reactions are ignored, because they may have other reasons. */
  public static final Duration WINDOW = Duration.ofDays(14);

  private static final String ANNOTATION = "WORD";

  private final Jdbi jdbi;

  public OutcomeStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** An action of the App or an annotation by a person. */
  private record TimelineEntry(int issue, String kind, String label, boolean belongs, Instant at) {
    boolean is(Kind other) {
      return kind.equals(other.name());
    }
  }

  /**
   * Returns the outcome counts of each label that the App applied or suggested since then. Uses one
   * query.
   *
   * @param since ignore runs that began before
   * @return counts by {@link LabelCatalog#key}
   */
  public Map<String, OutcomeCounts> all(long repositoryId, Instant since) {
    Map<String, List<TimelineEntry>> byLabel = new TreeMap<>();
    for (TimelineEntry entry : timeline(repositoryId, since)) {
      byLabel.computeIfAbsent(entry.label(), label -> new ArrayList<>()).add(entry);
    }
    Map<String, OutcomeCounts> outcomes = new TreeMap<>();
    byLabel.forEach(
        (label, entries) -> {
          if (entries.stream().anyMatch(entry -> !entry.kind().equals(ANNOTATION))) {
            outcomes.put(label, outcome(entries));
          }
        });
    return outcomes;
  }

  private static OutcomeCounts outcome(List<TimelineEntry> entries) {
    Map<Integer, List<TimelineEntry>> annotations = new HashMap<>();
    for (TimelineEntry entry : entries) {
      if (entry.kind().equals(ANNOTATION)) {
        annotations.computeIfAbsent(entry.issue(), issue -> new ArrayList<>()).add(entry);
      }
    }
    Map<Integer, TimelineEntry> applied = first(entries, Kind.APPLY);
    Map<Integer, TimelineEntry> suggested = first(entries, Kind.SUGGEST);
    // A label that was first suggested and then applied counts as applied only.
    suggested.keySet().removeAll(applied.keySet());
    return new OutcomeCounts(
        applied.size(),
        count(applied, annotations, false),
        suggested.size(),
        count(suggested, annotations, true),
        count(suggested, annotations, false));
  }

  private static int count(
      Map<Integer, TimelineEntry> actions,
      Map<Integer, List<TimelineEntry>> annotations,
      boolean belongs) {
    return (int)
        actions.values().stream()
            .filter(
                action ->
                    last(annotations, action).filter(verdict -> verdict == belongs).isPresent())
            .count();
  }

  /** Returns the first action of that kind on each issue. */
  private static Map<Integer, TimelineEntry> first(List<TimelineEntry> entries, Kind kind) {
    Map<Integer, TimelineEntry> first = new HashMap<>();
    entries.stream()
        .filter(entry -> entry.is(kind))
        .forEach(action -> first.putIfAbsent(action.issue(), action));
    return first;
  }

  /** Returns the last annotation within the window after an action. */
  private static Optional<Boolean> last(
      Map<Integer, List<TimelineEntry>> annotations, TimelineEntry action) {
    return annotations.getOrDefault(action.issue(), List.of()).stream()
        // Webhooks have whole seconds, so a reaction may seem to precede the action.
        .filter(annotation -> !annotation.at().isBefore(action.at().minusSeconds(1)))
        .filter(annotation -> !annotation.at().isAfter(action.at().plus(WINDOW)))
        .map(TimelineEntry::belongs)
        .reduce((earlier, later) -> later);
  }

  private List<TimelineEntry> timeline(long repositoryId, Instant since) {
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
                .bind("word", ANNOTATION)
                .bind("maintainer", AnnotationSource.MAINTAINER.name())
                .bind("author", AnnotationSource.AUTHOR.name())
                .map(
                    (row, context) ->
                        new TimelineEntry(
                            row.getInt("issue"),
                            row.getString("kind"),
                            LabelCatalog.key(row.getString("label")),
                            row.getInt("belongs") == 1,
                            Instant.ofEpochMilli(row.getLong("happened_at"))))
                .list());
  }
}
