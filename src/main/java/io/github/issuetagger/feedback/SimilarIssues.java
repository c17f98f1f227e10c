package io.github.issuetagger.feedback;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.feedback.Explanation.SimilarIssue;
import io.github.issuetagger.scoring.IssueEmbedder;
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

  private final IssueEmbedder embedder;
  private final LearningStore store;
  private final double near;

  /**
   * @param near the cosine from which a rejection on one issue counts for another
   */
  public SimilarIssues(IssueEmbedder embedder, LearningStore store, double near) {
    this.embedder = embedder;
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

  /** Returns the issues that are similar to the text. Leaves out the issue itself. */
  Near find(RepositoryRef repository, int issue, IssueText text) {
    List<LabelAnnotation> annotations =
        store.examples().standing(repository.id()).stream()
            .filter(annotation -> annotation.issue() != issue)
            .toList();
    if (annotations.isEmpty()) {
      return Near.NOTHING;
    }
    Map<Integer, Double> similarities = similarities(repository.id(), text);
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
  private Map<Integer, Double> similarities(long repositoryId, IssueText text) {
    float[] vector = embedder.embed(List.of(text)).get(0).vector();
    Map<Integer, Double> similarities = new HashMap<>();
    for (TrainingIssue known : store.issues().all(repositoryId)) {
      known
          .reading()
          .filter(reading -> reading.embedding().encoder().equals(embedder.encoder()))
          .ifPresent(
              reading ->
                  similarities.put(known.number(), cosine(vector, reading.embedding().vector())));
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
