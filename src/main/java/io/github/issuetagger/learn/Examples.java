package io.github.issuetagger.learn;

import io.github.issuetagger.issue.Label;
import io.github.issuetagger.issue.LabelCatalog;
import io.github.issuetagger.predict.EncodedIssue;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What people have said about a repository's issues, oldest first. Labels that nobody has used are
 * not among those that are learnt.
 */
final class Examples {
  /** Runs of neighbours in time a fold. */
  private static final int RUNS = 4;

  private final List<EncodedIssue> issues;
  private final List<Label> labels;
  private final boolean[][] belongs;
  private final boolean[][] known;
  private final int[] positives;

  private Examples(
      List<EncodedIssue> issues, List<Label> labels, boolean[][] belongs, boolean[][] known) {
    this.issues = issues;
    this.labels = labels;
    this.belongs = belongs;
    this.known = known;
    this.positives = new int[labels.size()];
    for (int label = 0; label < positives.length; label++) {
      for (boolean yes : belongs[label]) {
        positives[label] += yes ? 1 : 0;
      }
    }
  }

  /**
   * The examples of these issues.
   *
   * @param history oldest first
   * @param encoded the same, as the models read them
   */
  static Examples of(List<HistoryIssue> history, List<EncodedIssue> encoded, LabelCatalog catalog) {
    List<Set<String>> given =
        history.stream().map(HistoryIssue::labels).map(Examples::keys).toList();
    List<Set<String>> refused =
        history.stream().map(HistoryIssue::refused).map(Examples::keys).toList();
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
    return new Examples(List.copyOf(encoded), labels, belongs, known);
  }

  private static Set<String> keys(List<String> names) {
    return names.stream().map(LabelCatalog::key).collect(Collectors.toSet());
  }

  /** The same, with nothing known about some of the issues. */
  Examples without(boolean[] hidden) {
    boolean[][] left = new boolean[known.length][];
    for (int label = 0; label < left.length; label++) {
      left[label] = known[label].clone();
      for (int i = 0; i < hidden.length; i++) {
        left[label][i] &= !hidden[i];
      }
    }
    return new Examples(issues, labels, belongs, left);
  }

  /** How many issues there are. */
  int size() {
    return issues.size();
  }

  List<EncodedIssue> issues() {
    return issues;
  }

  List<Label> labels() {
    return labels;
  }

  /** Whether the label belongs to each issue; shared, not to be written to. */
  boolean[] belongs(int label) {
    return belongs[label];
  }

  /** Whether anybody has said so or the opposite; shared, not to be written to. */
  boolean[] known(int label) {
    return known[label];
  }

  /** What is known of the newest third of the issues: what the repository does today. */
  boolean[] knownOfNewest(int label) {
    boolean[] newest = known[label].clone();
    Arrays.fill(newest, 0, newest.length - newest.length / 3, false);
    return newest;
  }

  int positives(int label) {
    return positives[label];
  }

  /** The label's share of the issues, 0–1, drawn towards rare where there are few issues. */
  double share(int label) {
    return (positives[label] + 0.5) / (issues.size() + 5.0);
  }

  /**
   * The fold of each issue. Runs of neighbours in time stay together, so that an issue's twin of
   * the same week does not help; each fold has several runs, so that each knows all times.
   */
  int[] folds(int count) {
    int runs = count * RUNS;
    return IntStream.range(0, size()).map(i -> (int) ((long) i * runs / size()) % count).toArray();
  }
}
