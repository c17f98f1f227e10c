package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.scoring.SeenIssues;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Issues that people spoke of, the oldest first, as learning needs them.
 *
 * @param issues what was said of each; without text
 * @param read what the models made of each
 */
public record TrainingSet(List<LabeledIssue> issues, List<CountedIssue> read) {
  public TrainingSet {
    issues = List.copyOf(issues);
    read = List.copyOf(read);
  }

  public int size() {
    return issues.size();
  }

  /** The labels that people gave, by name; what a label means is not kept. */
  public LabelCatalog labels() {
    TreeMap<String, String> byKey = new TreeMap<>();
    issues.forEach(
        issue -> issue.labels().forEach(name -> byKey.putIfAbsent(LabelCatalog.key(name), name)));
    return new LabelCatalog(byKey.values().stream().map(name -> Label.of(name, "")).toList());
  }

  /**
   * Returns the same lesson without the types of those issues that the models have seen in
   * training. The models know these types by heart, so a fit on them would trust the models too
   * much; docs/decisions/0014-no-leak.md.
   */
  public TrainingSet withoutTypes(SeenIssues seen) {
    return new TrainingSet(
        issues,
        IntStream.range(0, size())
            .mapToObj(
                i ->
                    seen.contains(issues.get(i).createdAt())
                        ? new CountedIssue(read.get(i).issue().withoutTypes(), read.get(i).counts())
                        : read.get(i))
            .toList());
  }

  public TrainingSet part(int from, int to) {
    return new TrainingSet(issues.subList(from, to), read.subList(from, to));
  }

  /** Those issues alone that the other lesson has too. */
  public TrainingSet among(TrainingSet other) {
    Set<Optional<Long>> wanted =
        other.issues().stream().map(LabeledIssue::number).collect(Collectors.toSet());
    int[] kept =
        IntStream.range(0, size()).filter(i -> wanted.contains(issues.get(i).number())).toArray();
    return new TrainingSet(
        IntStream.of(kept).mapToObj(issues::get).toList(),
        IntStream.of(kept).mapToObj(read::get).toList());
  }
}
