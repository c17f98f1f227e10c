package io.github.issuetagger.learning;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.ModelVersion;
import io.github.issuetagger.store.ModelVersionStore;
import io.github.issuetagger.store.TrainingIssue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Finds the corrections by people that are in force and that the serving version was not trained
 * on, the earliest first. Label changes by bots are not corrections.
 */
public final class RecentCorrections implements LongFunction<List<EmbeddedCorrection>> {
  private static final Map<AnnotationSource, Double> WEIGHTS =
      Map.of(AnnotationSource.MAINTAINER, 1.0, AnnotationSource.AUTHOR, 0.5);

  /** Up to this many issues are looked up one by one. */
  private static final int FEW = 100;

  private final LearningStore store;
  private final ModelVersionStore versions;
  private final String encoder;

  /**
   * @param encoder name and version of the encoder; issues that another encoder read are skipped
   */
  public RecentCorrections(LearningStore store, ModelVersionStore versions, String encoder) {
    this.store = store;
    this.versions = versions;
    this.encoder = encoder;
  }

  /** How much a correction by that source counts, 0–1. */
  static double weight(AnnotationSource source) {
    return WEIGHTS.getOrDefault(source, 0.0);
  }

  @Override
  public List<EmbeddedCorrection> apply(long repositoryId) {
    List<LabelAnnotation> annotations =
        store.annotations().loadEffectiveSince(repositoryId, lastTrainedOn(repositoryId)).stream()
            .filter(annotation -> WEIGHTS.containsKey(annotation.source()))
            .sorted(Comparator.comparing(LabelAnnotation::at))
            .toList();
    if (annotations.isEmpty()) {
      return List.of();
    }
    Map<Integer, float[]> embeddings = embeddings(repositoryId, annotations);
    List<EmbeddedCorrection> corrections = new ArrayList<>();
    for (LabelAnnotation annotation : annotations) {
      float[] embedding = embeddings.get(annotation.issue());
      if (embedding != null) {
        corrections.add(
            new EmbeddedCorrection(
                annotation.issue(),
                embedding,
                annotation.label(),
                annotation.belongs(),
                weight(annotation.source())));
      }
    }
    return corrections;
  }

  private long lastTrainedOn(long repositoryId) {
    return versions
        .serving(repositoryId)
        .map(ModelVersion::trainingData)
        .filter(lesson -> lesson.encoder().equals(encoder))
        .map(ModelVersion.TrainingData::lastAnnotation)
        .orElse(0L);
  }

  private Map<Integer, float[]> embeddings(long repositoryId, List<LabelAnnotation> annotations) {
    Set<Integer> wanted =
        annotations.stream().map(LabelAnnotation::issue).collect(Collectors.toSet());
    List<TrainingIssue> issues =
        wanted.size() > FEW
            ? store.issues().all(repositoryId)
            : wanted.stream()
                .flatMap(issue -> store.issues().find(repositoryId, issue).stream())
                .toList();
    Map<Integer, float[]> embeddings = new HashMap<>();
    for (TrainingIssue issue : issues) {
      issue
          .reading()
          .filter(reading -> reading.embedding().encoder().equals(encoder))
          .ifPresent(reading -> embeddings.put(issue.number(), reading.embedding().vector()));
    }
    return embeddings;
  }
}
