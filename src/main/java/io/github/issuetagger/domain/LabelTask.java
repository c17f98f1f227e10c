package io.github.issuetagger.domain;

import java.util.List;
import java.util.Locale;

/**
 * What a label is for. Telling an issue's type and telling its topic are different tasks, so every
 * report of quality gives its figures for each of them, too.
 */
public enum LabelTask {
  /** Names a type of issue and nothing else: bug, feature, question or documentation. */
  TYPE,
  /** Says what an issue is about, such as a component, and possibly its type as well. */
  TOPIC,
  /** Says where work stands, which no text can tell. Counts only among all labels. */
  PROCESS;

  /** The tasks that reports show apart. */
  public static final List<LabelTask> APART = List.of(TYPE, TOPIC);

  /** How reports name the labels of the task. */
  public String plural() {
    return this == PROCESS ? "process labels" : id() + "s";
  }

  /** How JSON and the shared test vectors name it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
