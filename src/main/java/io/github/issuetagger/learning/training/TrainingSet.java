package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.scoring.SeenIssues;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Issues whose labels people annotated, the oldest first.
 *
 * @param issues the annotations of each issue; without text if it was not stored
 * @param features what the models say about each issue
 */
public record TrainingSet(List<LabeledIssue> issues, List<IssueFeatures> features) {
  public TrainingSet {
    issues = List.copyOf(issues);
    features = List.copyOf(features);
  }

  public int size() {
    return issues.size();
  }

  /** Returns the labels that people gave. Their descriptions are not stored. */
  public LabelCatalog labels() {
    TreeMap<String, String> byKey = new TreeMap<>();
    issues.forEach(
        issue -> issue.labels().forEach(name -> byKey.putIfAbsent(LabelCatalog.key(name), name)));
    return new LabelCatalog(byKey.values().stream().map(name -> Label.of(name, "")).toList());
  }

  /**
   * Removes the types of those issues that the models have seen in training. The models know these
   * types by heart, so a fit on them would trust the models too much;
   * docs/decisions/0014-no-leak.md.
   */
  public TrainingSet withoutTypes(SeenIssues seen) {
    return new TrainingSet(
        issues,
        IntStream.range(0, size())
            .mapToObj(
                i ->
                    seen.contains(issues.get(i).createdAt())
                        ? features.get(i).withoutTypes()
                        : features.get(i))
            .toList());
  }

  /** Returns the issues from one position to before another. */
  public TrainingSet part(int from, int to) {
    return new TrainingSet(issues.subList(from, to), features.subList(from, to));
  }

  /** Returns the issues that the other training set has, too. */
  public TrainingSet among(TrainingSet other) {
    Set<Optional<Long>> wanted =
        other.issues().stream().map(LabeledIssue::number).collect(Collectors.toSet());
    int[] kept =
        IntStream.range(0, size()).filter(i -> wanted.contains(issues.get(i).number())).toArray();
    return new TrainingSet(
        IntStream.of(kept).mapToObj(issues::get).toList(),
        IntStream.of(kept).mapToObj(features::get).toList());
  }
}
