package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.feedback.Explanation.Neighbour;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.TrainingIssue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the issues of a repository that lie nearest to a text and of which somebody said whether a
 * label belongs. Issues that another encoder read are passed over. Safe for use by many threads.
 */
public final class SimilarIssues {
  private static final int MOST = 3;

  private final String encoder;
  private final LearningStore store;
  private final double near;

  /**
   * @param encoder name and version of the encoder that encodes the issues
   * @param near the cosine from which somebody's word about one issue says something about another
   */
  public SimilarIssues(String encoder, LearningStore store, double near) {
    this.encoder = encoder;
    this.store = store;
    this.near = near;
  }

  /**
   * What lies near.
   *
   * @param carrying by a label's key, the nearest issues that it belongs to, the nearest first
   * @param refused by a label's key, those where people said that it does not, as far as that
   *     counts for the text
   */
  record Near(Map<String, List<Neighbour>> carrying, Map<String, List<Neighbour>> refused) {
    static final Near NOTHING = new Near(Map.of(), Map.of());

    List<Neighbour> carrying(String label) {
      return few(carrying, label);
    }

    List<Neighbour> refused(String label) {
      return few(refused, label);
    }

    private static List<Neighbour> few(Map<String, List<Neighbour>> all, String label) {
      return all.getOrDefault(LabelCatalog.key(label), List.of()).stream()
          .sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
          .limit(MOST)
          .toList();
    }
  }

  /** What lies near to the text of that issue. */
  Near to(RepositoryRef repository, int issue, IssueFeatures features) {
    List<LabelAnnotation> words =
        store.examples().standing(repository.id()).stream()
            .filter(word -> word.issue() != issue)
            .toList();
    if (words.isEmpty()) {
      return Near.NOTHING;
    }
    Map<Integer, Double> similarities = similarities(repository.id(), features.embedding());
    Map<String, List<Neighbour>> carrying = new HashMap<>();
    Map<String, List<Neighbour>> refused = new HashMap<>();
    for (LabelAnnotation word : words) {
      Double similarity = similarities.get(word.issue());
      if (similarity != null && (word.belongs() || (person(word) && similarity >= near))) {
        (word.belongs() ? carrying : refused)
            .computeIfAbsent(LabelCatalog.key(word.label()), label -> new ArrayList<>())
            .add(new Neighbour(word.issue(), similarity));
      }
    }
    return new Near(carrying, refused);
  }

  private static boolean person(LabelAnnotation word) {
    return word.source() == AnnotationSource.MAINTAINER || word.source() == AnnotationSource.AUTHOR;
  }

  /** How alike the text and each issue are: the cosine, and 0 where that is negative. */
  private Map<Integer, Double> similarities(long repositoryId, float[] embedding) {
    Map<Integer, Double> similarities = new HashMap<>();
    for (TrainingIssue known : store.issues().all(repositoryId)) {
      known
          .reading()
          .filter(reading -> reading.embedding().encoder().equals(encoder))
          .ifPresent(
              reading ->
                  similarities.put(
                      known.number(), cosine(embedding, reading.embedding().vector())));
    }
    return similarities;
  }

  private static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return Math.max(0, Math.min(1, sum));
  }
}
