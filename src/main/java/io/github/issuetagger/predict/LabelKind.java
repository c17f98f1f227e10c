package io.github.issuetagger.predict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What sort of thing a label says. Kinds are named alike everywhere and are told from how an issue
 * is written; topics are a repository's own and are told from what it is about.
 */
enum LabelKind {
  BUG,
  FEATURE,
  QUESTION,
  DOCS,
  /** Where work stands; nothing that the text could tell. */
  PROCESS,
  TOPIC;

  /** The words by which a kind is known; {@code TOPIC} is what has none of them. */
  private static final Map<LabelKind, Set<String>> SIGNS =
      Map.of(
          BUG, Set.of("bug", "bugs", "defect", "crash", "regression", "ice", "broken"),
          FEATURE,
              Set.of(
                  "feature", "features", "enhancement", "enhancements", "request", "improvement"),
          QUESTION, Set.of("question", "questions", "support", "discussion", "help", "howto"),
          DOCS, Set.of("doc", "docs", "documentation", "tutorial"),
          PROCESS,
              Set.of(
                  "accepted",
                  "approved",
                  "backlog",
                  "blocked",
                  "blocker",
                  "confirmed",
                  "difficulty",
                  "duplicate",
                  "easy",
                  "frozen",
                  "good",
                  "hacktoberfest",
                  "hard",
                  "hold",
                  "invalid",
                  "lgtm",
                  "lifecycle",
                  "medium",
                  "mentor",
                  "moderate",
                  "need",
                  "needs",
                  "newcomer",
                  "parked",
                  "pending",
                  "priority",
                  "progress",
                  "released",
                  "reproducible",
                  "rotten",
                  "stale",
                  "status",
                  "triage",
                  "triaged",
                  "waiting",
                  "wanted",
                  "wip",
                  "wontfix"));

  /** Prefixes that only process labels carry. */
  private static final Set<String> PROCESS_GROUPS =
      Set.of(
          "b",
          "difficulty",
          "do not merge",
          "e",
          "lifecycle",
          "needs",
          "p",
          "priority",
          "resolution",
          "s",
          "size",
          "status",
          "state",
          "triage",
          "workflow");

  private static final List<LabelKind> MOST_TELLING_FIRST =
      List.of(PROCESS, DOCS, BUG, QUESTION, FEATURE);

  /** The kind that a label's words name. */
  static LabelKind of(LabelWords label) {
    if (label.group().filter(PROCESS_GROUPS::contains).isPresent()) {
      return PROCESS;
    }
    Optional<LabelKind> named =
        MOST_TELLING_FIRST.stream()
            .filter(kind -> label.words().stream().anyMatch(kind::names))
            .findFirst();
    return named.orElse(TOPIC);
  }

  /** Whether the label says more than its kind: {@code metric bug} does, {@code bug} does not. */
  boolean qualified(LabelWords label) {
    return label.words().stream()
        .anyMatch(word -> SIGNS.values().stream().noneMatch(signs -> signs.contains(word)));
  }

  private boolean names(String word) {
    return SIGNS.getOrDefault(this, Set.of()).contains(word);
  }
}
