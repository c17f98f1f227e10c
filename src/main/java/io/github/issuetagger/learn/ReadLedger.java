package io.github.issuetagger.learn;

import io.github.issuetagger.issue.Example;
import io.github.issuetagger.issue.ExampleSource;
import io.github.issuetagger.store.KnownIssue;
import io.github.issuetagger.store.LearningStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a lesson of what people said in the ledger. What bots did is no word. */
final class ReadLedger {
  private final LearningStore store;
  private final String encoder;

  /**
   * @param encoder name and version of the encoder that read what can be learnt from
   */
  ReadLedger(LearningStore store, String encoder) {
    this.store = store;
    this.encoder = encoder;
  }

  /**
   * What stood in the ledger once.
   *
   * @param upTo the last word that counts
   */
  Lesson upTo(long repositoryId, long upTo) {
    Map<Integer, List<Example>> said = new HashMap<>();
    for (Example word : store.examples().standingOnce(repositoryId, upTo)) {
      if (word.source() != ExampleSource.BOT) {
        said.computeIfAbsent(word.issue(), issue -> new ArrayList<>()).add(word);
      }
    }
    List<HistoryIssue> issues = new ArrayList<>();
    List<ReadIssue> read = new ArrayList<>();
    for (KnownIssue known :
        said.isEmpty() ? List.<KnownIssue>of() : store.issues().all(repositoryId)) {
      List<Example> words = said.getOrDefault(known.number(), List.of());
      Optional<ReadIssue> reading =
          known.reading().flatMap(kept -> IssueReader.read(kept, encoder));
      if (!words.isEmpty() && reading.isPresent()) {
        issues.add(issue(known, words));
        read.add(reading.get());
      }
    }
    return new Lesson(issues, read);
  }

  private static HistoryIssue issue(KnownIssue known, List<Example> words) {
    return new HistoryIssue(
        "",
        Optional.of((long) known.number()),
        KeptFeatures.NO_TEXT,
        words.stream().filter(Example::belongs).map(Example::label).toList(),
        words.stream().filter(word -> !word.belongs()).map(Example::label).toList(),
        Optional.of(known.createdAt()));
  }
}
