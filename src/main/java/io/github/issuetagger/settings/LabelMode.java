package io.github.issuetagger.settings;

/** What the App may do with a label. */
public enum LabelMode {
  /** Neither apply nor suggest the label. */
  OFF,
  /** Only suggest the label in the comment. */
  SUGGEST,
  /** Add the label if its score is high enough, otherwise suggest it. */
  APPLY
}
