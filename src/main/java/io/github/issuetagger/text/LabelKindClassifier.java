package io.github.issuetagger.text;

import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelTask;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Classifies labels by their name and description. */
public final class LabelKindClassifier {
  private static final LabelPatterns NAMES = LabelPatterns.read("/label-types.tsv");
  private static final LabelPatterns DESCRIPTIONS =
      LabelPatterns.read("/label-type-descriptions.tsv");

  /** Words by which a label tells where work stands. */
  private static final Set<String> PROCESS_WORDS = WordList.PROCESS_WORD.words();

  /** Words that do so alone, but not beside a type: {@code confirmed-bug} is a bug. */
  private static final Set<String> PROCESS_ALONE = WordList.PROCESS_WORD_ALONE.words();

  /** Prefixes that only process labels carry. */
  private static final Set<String> PROCESS_GROUPS = WordList.PROCESS_GROUP.words();

  /** Prefixes of labels whose description may name their type; others sort by topic. */
  private static final Set<String> TYPE_GROUPS = WordList.TYPE_GROUP.words();

  /** Words that add nothing to a type. */
  private static final Set<String> EMPTY_WORDS = WordList.EMPTY_WORD.words();

  private LabelKindClassifier() {}

  /** Returns whether the label is about the state of the work, which no text can tell. */
  public static boolean isProcess(Label label) {
    return of(label) == LabelKind.PROCESS;
  }

  /**
   * Returns the task of a label. A label is a type if it is of kind bug, feature, question or
   * documentation and says nothing more: {@code C-bug}, {@code kind/feature} and {@code regression}
   * are types, but {@code metric bug} and {@code docs build} are topics. A label whose name matches
   * no pattern is a type if its description says so. All quality reports use this definition. The
   * training implements the same in {@code label_task.py}, and both share test vectors.
   */
  public static LabelTask task(Label label) {
    LabelKind kind = of(label);
    if (kind == LabelKind.PROCESS) {
      return LabelTask.PROCESS;
    }
    boolean named = NAMES.kind(LabelNameWords.of(label.name()).words()).isPresent();
    return kind == LabelKind.TOPIC || (named && qualified(label))
        ? LabelTask.TOPIC
        : LabelTask.TYPE;
  }

  /** Returns the kind by the label's name, or by its description if the name tells nothing. */
  public static LabelKind of(Label label) {
    LabelNameWords words = LabelNameWords.of(label.name());
    if (words.group().filter(PROCESS_GROUPS::contains).isPresent()
        || words.words().stream().anyMatch(PROCESS_WORDS::contains)) {
      return LabelKind.PROCESS;
    }
    Optional<LabelKind> named = NAMES.kind(words.words());
    if (named.isPresent()) {
      return named.get();
    }
    if (words.words().stream().anyMatch(PROCESS_ALONE::contains)) {
      return LabelKind.PROCESS;
    }
    return words.group().map(TYPE_GROUPS::contains).orElse(true)
        ? DESCRIPTIONS.kind(LabelNameWords.split(label.description())).orElse(LabelKind.TOPIC)
        : LabelKind.TOPIC;
  }

  /** Returns whether the label says more than its kind, as {@code metric bug} does. */
  public static boolean qualified(Label label) {
    List<String> words = LabelNameWords.of(label.name()).words();
    return words.stream().anyMatch(LabelKindClassifier::qualifies);
  }

  private static boolean qualifies(String word) {
    return !NAMES.knows(word)
        && !EMPTY_WORDS.contains(word)
        && !PROCESS_WORDS.contains(word)
        && !PROCESS_ALONE.contains(word)
        && !word.codePoints().allMatch(Character::isDigit);
  }
}
