package io.github.issuetagger.evaluation;

import io.github.issuetagger.domain.LabeledIssue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts which labels are given instead of which. */
final class Confusions {
  private static final int EXAMPLES = 3;

  private final Map<Pair, List<LabeledIssue>> issues = new LinkedHashMap<>();

  private record Pair(String expected, String given) {}

  void add(String expected, String given, LabeledIssue issue) {
    issues.computeIfAbsent(new Pair(expected, given), pair -> new ArrayList<>()).add(issue);
  }

  /** The commonest first, each with a few issues. */
  List<Confusion> worst(int most) {
    return issues.entrySet().stream()
        .map(
            entry ->
                new Confusion(
                    entry.getKey().expected(),
                    entry.getKey().given(),
                    entry.getValue().size(),
                    entry.getValue().stream().limit(EXAMPLES).toList()))
        .sorted(Comparator.comparingInt(Confusion::count).reversed())
        .limit(most)
        .toList();
  }
}
