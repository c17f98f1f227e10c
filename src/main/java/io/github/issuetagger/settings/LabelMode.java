package io.github.issuetagger.settings;

/** How far the App may go with a label. */
public enum LabelMode {
  /** Neither apply nor suggest. */
  OFF,
  /** Name it in the comment and leave the rest to people. */
  SUGGEST,
  /** Add it when its score reaches the threshold; below that, suggest. */
  APPLY
}
