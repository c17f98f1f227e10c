package io.github.issuetagger.learn;

import io.github.issuetagger.issue.Example;
import io.github.issuetagger.issue.ExampleSource;
import io.github.issuetagger.store.KnownIssue;
import io.github.issuetagger.store.LearnedVersion;
import io.github.issuetagger.store.LearnedVersionStore;
import io.github.issuetagger.store.LearningStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * The words of people that stand in the ledger and that the version that serves has not learnt from
 * yet, the earliest first. What bots did is no word.
 */
public final class PeoplesWords implements LongFunction<List<PlacedWord>> {
  private static final Map<ExampleSource, Double> WEIGHTS =
      Map.of(ExampleSource.MAINTAINER, 1.0, ExampleSource.AUTHOR, 0.5);

  /** So many issues are looked up one by one. */
  private static final int FEW = 100;

  private final LearningStore store;
  private final LearnedVersionStore versions;
  private final String encoder;

  /**
   * @param encoder name and version of the encoder whose embeddings are compared; issues that
   *     another one read are passed over
   */
  public PeoplesWords(LearningStore store, LearnedVersionStore versions, String encoder) {
    this.store = store;
    this.versions = versions;
    this.encoder = encoder;
  }

  /** How much a correction by that source counts, 0–1. */
  static double weight(ExampleSource source) {
    return WEIGHTS.getOrDefault(source, 0.0);
  }

  @Override
  public List<PlacedWord> apply(long repositoryId) {
    List<Example> said =
        store.examples().standingSince(repositoryId, learnt(repositoryId)).stream()
            .filter(word -> WEIGHTS.containsKey(word.source()))
            .sorted(Comparator.comparing(Example::at))
            .toList();
    if (said.isEmpty()) {
      return List.of();
    }
    Map<Integer, float[]> places = places(repositoryId, said);
    List<PlacedWord> words = new ArrayList<>();
    for (Example word : said) {
      float[] place = places.get(word.issue());
      if (place != null) {
        words.add(
            new PlacedWord(
                word.issue(), place, word.label(), word.belongs(), weight(word.source())));
      }
    }
    return words;
  }

  private long learnt(long repositoryId) {
    return versions
        .serving(repositoryId)
        .map(LearnedVersion::lesson)
        .filter(lesson -> lesson.encoder().equals(encoder))
        .map(LearnedVersion.Lesson::lastWord)
        .orElse(0L);
  }

  private Map<Integer, float[]> places(long repositoryId, List<Example> said) {
    Set<Integer> wanted = said.stream().map(Example::issue).collect(Collectors.toSet());
    List<KnownIssue> issues =
        wanted.size() > FEW
            ? store.issues().all(repositoryId)
            : wanted.stream()
                .flatMap(issue -> store.issues().find(repositoryId, issue).stream())
                .toList();
    Map<Integer, float[]> places = new HashMap<>();
    for (KnownIssue issue : issues) {
      issue
          .reading()
          .filter(reading -> reading.embedding().encoder().equals(encoder))
          .ifPresent(reading -> places.put(issue.number(), reading.embedding().vector()));
    }
    return places;
  }
}
