package io.github.issuetagger.domain;

import java.util.List;
import java.util.Locale;

/**
 * The purpose of a label. Recognizing an issue's type and its topic are different tasks, so reports
 * also give the metrics of each task.
 */
public enum LabelTask {
  /** Names only a type of issue: bug, feature, question or documentation. */
  TYPE,
  /** Names an issue's subject, such as a component, and possibly also its type. */
  TOPIC,
  /** States the progress of work, which the text does not contain. Counts only among all labels. */
  PROCESS;

  /** The tasks that reports show separately. */
  public static final List<LabelTask> APART = List.of(TYPE, TOPIC);

  /** Returns the name of the task's labels in reports. */
  public String plural() {
    return this == PROCESS ? "process labels" : id() + "s";
  }

  /** Returns the name in JSON and in the shared test vectors. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
