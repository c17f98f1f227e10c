package io.github.issuetagger.learning;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.learning.training.TrainingSet;
import io.github.issuetagger.scoring.IssueFeatures;
import io.github.issuetagger.store.LearningStore;
import io.github.issuetagger.store.TrainingIssue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads the annotations by people as a training set. Label changes by bots are not used. */
final class TrainingSetLoader {
  private final LearningStore store;
  private final String encoder;

  /**
   * @param encoder name and version of the encoder; issues that another encoder read are skipped
   */
  TrainingSetLoader(LearningStore store, String encoder) {
    this.store = store;
    this.encoder = encoder;
  }

  /**
   * Returns the annotations that were in force at some time.
   *
   * @param upTo the number of the last annotation of that time
   */
  TrainingSet load(long repositoryId, long upTo) {
    Map<Integer, List<LabelAnnotation>> byIssue = new HashMap<>();
    for (LabelAnnotation annotation : store.annotations().loadEffectiveUpTo(repositoryId, upTo)) {
      if (annotation.source() != AnnotationSource.BOT) {
        byIssue.computeIfAbsent(annotation.issue(), issue -> new ArrayList<>()).add(annotation);
      }
    }
    List<LabeledIssue> issues = new ArrayList<>();
    List<IssueFeatures> features = new ArrayList<>();
    for (TrainingIssue known :
        byIssue.isEmpty() ? List.<TrainingIssue>of() : store.issues().all(repositoryId)) {
      List<LabelAnnotation> annotations = byIssue.getOrDefault(known.number(), List.of());
      Optional<IssueFeatures> reading =
          known.reading().flatMap(kept -> IssueFeatureReader.read(kept, encoder));
      if (!annotations.isEmpty() && reading.isPresent()) {
        issues.add(issue(known, annotations));
        features.add(reading.get());
      }
    }
    return new TrainingSet(issues, features);
  }

  private static LabeledIssue issue(TrainingIssue known, List<LabelAnnotation> annotations) {
    return new LabeledIssue(
        "",
        Optional.of((long) known.number()),
        IssueFeatures.NO_TEXT,
        annotations.stream().filter(LabelAnnotation::belongs).map(LabelAnnotation::label).toList(),
        annotations.stream()
            .filter(annotation -> !annotation.belongs())
            .map(LabelAnnotation::label)
            .toList(),
        Optional.of(known.createdAt()));
  }
}
