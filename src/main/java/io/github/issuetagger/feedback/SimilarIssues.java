package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.feedback.Explanation.SimilarIssue;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.TrainingIssue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the annotated issues of a repository that are most similar to a text. Skips issues that
 * were embedded by another encoder. Safe for use by several threads.
 */
public final class SimilarIssues {
  private static final int MOST = 3;

  private final String encoder;
  private final LearningStore store;
  private final double near;

  /**
   * @param encoder name and version of the encoder of the embeddings
   * @param near the cosine from which a rejection on one issue counts for another
   */
  public SimilarIssues(String encoder, LearningStore store, double near) {
    this.encoder = encoder;
    this.store = store;
    this.near = near;
  }

  /**
   * Similar issues, by label key.
   *
   * @param carrying issues with the label
   * @param refused issues where people rejected the label and that are similar enough to count
   */
  record Near(Map<String, List<SimilarIssue>> carrying, Map<String, List<SimilarIssue>> refused) {
    static final Near NOTHING = new Near(Map.of(), Map.of());

    List<SimilarIssue> carrying(String label) {
      return few(carrying, label);
    }

    List<SimilarIssue> refused(String label) {
      return few(refused, label);
    }

    private static List<SimilarIssue> few(Map<String, List<SimilarIssue>> all, String label) {
      return all.getOrDefault(LabelCatalog.key(label), List.of()).stream()
          .sorted(Comparator.comparingDouble(SimilarIssue::similarity).reversed())
          .limit(MOST)
          .toList();
    }
  }

  /** Returns the issues that are similar to an issue. Leaves out the issue itself. */
  Near find(RepositoryRef repository, int issue, IssueFeatures features) {
    List<LabelAnnotation> annotations =
        store.annotations().loadEffective(repository.id()).stream()
            .filter(annotation -> annotation.issue() != issue)
            .toList();
    if (annotations.isEmpty()) {
      return Near.NOTHING;
    }
    Map<Integer, Double> similarities = similarities(repository.id(), features.embedding());
    Map<String, List<SimilarIssue>> carrying = new HashMap<>();
    Map<String, List<SimilarIssue>> refused = new HashMap<>();
    for (LabelAnnotation annotation : annotations) {
      Double similarity = similarities.get(annotation.issue());
      if (similarity != null
          && (annotation.belongs() || (byPerson(annotation) && similarity >= near))) {
        (annotation.belongs() ? carrying : refused)
            .computeIfAbsent(LabelCatalog.key(annotation.label()), label -> new ArrayList<>())
            .add(new SimilarIssue(annotation.issue(), similarity));
      }
    }
    return new Near(carrying, refused);
  }

  private static boolean byPerson(LabelAnnotation annotation) {
    return annotation.source() == AnnotationSource.MAINTAINER
        || annotation.source() == AnnotationSource.AUTHOR;
  }

  /** Returns the cosine of the text and each issue, or 0 if the cosine is negative. */
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
    return Math.max(0, Math.min(1, Vectors.dot(one, other)));
  }
}
