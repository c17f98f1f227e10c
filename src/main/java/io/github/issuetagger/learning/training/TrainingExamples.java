package io.github.issuetagger.learning.training;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.scoring.IssueFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The annotated issues of a repository, oldest first, and the labels that people have used on them.
 */
public final class TrainingExamples {
  /** Periods of time a fold. */
  private static final int PERIODS = 4;

  private final List<IssueFeatures> issues;
  private final List<Label> labels;
  private final boolean[][] belongs;
  private final boolean[][] known;
  private final boolean[] hidden;
  private final int[] positives;

  private TrainingExamples(
      List<IssueFeatures> issues,
      List<Label> labels,
      boolean[][] belongs,
      boolean[][] known,
      boolean[] hidden) {
    this.issues = issues;
    this.labels = labels;
    this.belongs = belongs;
    this.known = known;
    this.hidden = hidden;
    this.positives = new int[labels.size()];
    for (int label = 0; label < positives.length; label++) {
      for (boolean yes : belongs[label]) {
        positives[label] += yes ? 1 : 0;
      }
    }
  }

  /**
   * Returns the examples of some issues.
   *
   * @param history the issues, oldest first
   * @param features of the same issues
   */
  public static TrainingExamples of(
      List<LabeledIssue> history, List<IssueFeatures> features, LabelCatalog catalog) {
    List<Set<String>> given =
        history.stream().map(LabeledIssue::labels).map(TrainingExamples::keys).toList();
    List<Set<String>> refused =
        history.stream().map(LabeledIssue::refused).map(TrainingExamples::keys).toList();
    Set<String> used = given.stream().flatMap(Set::stream).collect(Collectors.toSet());
    List<Label> labels =
        catalog.labels().stream()
            .filter(label -> used.contains(LabelCatalog.key(label.name())))
            .toList();
    boolean[][] belongs = new boolean[labels.size()][history.size()];
    boolean[][] known = new boolean[labels.size()][history.size()];
    for (int label = 0; label < labels.size(); label++) {
      String key = LabelCatalog.key(labels.get(label).name());
      for (int i = 0; i < history.size(); i++) {
        boolean no = refused.get(i).contains(key);
        belongs[label][i] = given.get(i).contains(key) && !no;
        known[label][i] = no || !given.get(i).isEmpty();
      }
    }
    return new TrainingExamples(
        List.copyOf(features), labels, belongs, known, new boolean[history.size()]);
  }

  private static Set<String> keys(List<String> names) {
    return names.stream().map(LabelCatalog::key).collect(Collectors.toSet());
  }

  /** Returns the same examples without the annotations of some issues. */
  TrainingExamples without(boolean[] some) {
    boolean[][] left = new boolean[known.length][];
    boolean[] all = hidden.clone();
    for (int i = 0; i < some.length; i++) {
      all[i] |= some[i];
    }
    for (int label = 0; label < left.length; label++) {
      left[label] = known[label].clone();
      for (int i = 0; i < all.length; i++) {
        left[label][i] &= !all[i];
      }
    }
    return new TrainingExamples(issues, labels, belongs, left, all);
  }

  /** Returns the same examples without the annotations of the other labels. */
  TrainingExamples about(IntPredicate these) {
    boolean[][] left = new boolean[known.length][];
    for (int label = 0; label < left.length; label++) {
      left[label] = these.test(label) ? known[label] : new boolean[issues.size()];
    }
    return new TrainingExamples(issues, labels, belongs, left, hidden);
  }

  /** How many issues there are. */
  public int size() {
    return issues.size();
  }

  public List<IssueFeatures> issues() {
    return issues;
  }

  public List<Label> labels() {
    return labels;
  }

  /** Whether the label belongs to each issue. Shared: callers must not change it. */
  public boolean[] belongs(int label) {
    return belongs[label];
  }

  /** Whether each issue is annotated with regard to the label. Shared, as above. */
  boolean[] known(int label) {
    return known[label];
  }

  /**
   * Returns {@link #known} for the newest third of the issues that are not hidden, because these
   * show what the repository does today.
   */
  boolean[] knownOfNewest(int label) {
    boolean[] newest = new boolean[size()];
    int left = shown() / 3;
    for (int i = size() - 1; left > 0; i--) {
      if (!hidden[i]) {
        newest[i] = known[label][i];
        left--;
      }
    }
    return newest;
  }

  /** How many issues are not hidden. */
  private int shown() {
    int shown = 0;
    for (boolean one : hidden) {
      shown += one ? 0 : 1;
    }
    return shown;
  }

  /** How many issues have annotations. */
  int annotated() {
    return (int)
        IntStream.range(0, size())
            .filter(i -> Arrays.stream(known).anyMatch(label -> label[i]))
            .count();
  }

  public int positives(int label) {
    return positives[label];
  }

  /** The label's share of the issues, 0–1, smoothed towards 0 if there are few issues. */
  double share(int label) {
    return (positives[label] + 0.5) / (issues.size() + 5.0);
  }

  /**
   * Returns the fold of each issue. Issues of the same period stay together, so that a near
   * duplicate of the same week does not help. Each fold has several periods, so that it covers all
   * times. Hidden issues are not counted, and may be in any fold.
   */
  int[] folds(int count) {
    int periods = count * PERIODS;
    int shown = Math.max(1, shown());
    int[] folds = new int[size()];
    int before = 0;
    for (int i = 0; i < folds.length; i++) {
      folds[i] = (int) ((long) before * periods / shown) % count;
      before += hidden[i] ? 0 : 1;
    }
    return folds;
  }
}
