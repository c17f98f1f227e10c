package io.github.issuetagger.text;

import java.util.List;
import java.util.Locale;

/**
 * The kind of a label. Bugs, features, questions and docs have similar names everywhere and show in
 * how an issue is written. Topics differ between repositories and show in what an issue is about.
 */
public enum LabelKind {
  BUG,
  FEATURE,
  QUESTION,
  DOCS,
  /** The state of the work, which the text of an issue cannot tell. */
  PROCESS,
  TOPIC;

  /** The kinds that show in how an issue is written. Features name them in this order. */
  public static final List<LabelKind> CUED = List.of(BUG, FEATURE, QUESTION, DOCS);

  /** Returns the name of the kind in features. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
