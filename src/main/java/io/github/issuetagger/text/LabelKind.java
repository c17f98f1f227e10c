package io.github.issuetagger.text;

import java.util.Locale;

/**
 * What sort of thing a label says. Kinds are named alike everywhere and are told from how an issue
 * is written; topics are a repository's own and are told from what it is about.
 */
public enum LabelKind {
  BUG,
  FEATURE,
  QUESTION,
  DOCS,
  /** Where work stands; nothing that the text could tell. */
  PROCESS,
  TOPIC;

  /** How features name it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
