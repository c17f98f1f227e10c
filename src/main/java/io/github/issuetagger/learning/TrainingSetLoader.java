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

/** Makes a lesson of what people said in the ledger. What bots did is no word. */
final class TrainingSetLoader {
  private final LearningStore store;
  private final String encoder;

  /**
   * @param encoder name and version of the encoder that read what can be learnt from
   */
  TrainingSetLoader(LearningStore store, String encoder) {
    this.store = store;
    this.encoder = encoder;
  }

  /**
   * What stood in the ledger once.
   *
   * @param upTo the last word that counts
   */
  TrainingSet upTo(long repositoryId, long upTo) {
    Map<Integer, List<LabelAnnotation>> said = new HashMap<>();
    for (LabelAnnotation word : store.examples().standingOnce(repositoryId, upTo)) {
      if (word.source() != AnnotationSource.BOT) {
        said.computeIfAbsent(word.issue(), issue -> new ArrayList<>()).add(word);
      }
    }
    List<LabeledIssue> issues = new ArrayList<>();
    List<IssueFeatures> features = new ArrayList<>();
    for (TrainingIssue known :
        said.isEmpty() ? List.<TrainingIssue>of() : store.issues().all(repositoryId)) {
      List<LabelAnnotation> words = said.getOrDefault(known.number(), List.of());
      Optional<IssueFeatures> reading =
          known.reading().flatMap(kept -> IssueFeatureReader.read(kept, encoder));
      if (!words.isEmpty() && reading.isPresent()) {
        issues.add(issue(known, words));
        features.add(reading.get());
      }
    }
    return new TrainingSet(issues, features);
  }

  private static LabeledIssue issue(TrainingIssue known, List<LabelAnnotation> words) {
    return new LabeledIssue(
        "",
        Optional.of((long) known.number()),
        IssueFeatures.NO_TEXT,
        words.stream().filter(LabelAnnotation::belongs).map(LabelAnnotation::label).toList(),
        words.stream().filter(word -> !word.belongs()).map(LabelAnnotation::label).toList(),
        Optional.of(known.createdAt()));
  }
}
