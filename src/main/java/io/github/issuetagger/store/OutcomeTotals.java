package io.github.issuetagger.store;

/**
 * The outcome counts of a label.
 *
 * @param applied issues to which the App added the label
 * @param removed of the applied, issues from which a person removed or rejected it within the
 *     window
 * @param suggested issues for which the App suggested the label
 * @param accepted of the suggested, issues on which a person added or accepted it within the window
 * @param rejected of the suggested, issues on which a person rejected it within the window
 */
public record OutcomeTotals(int applied, int removed, int suggested, int accepted, int rejected) {
  /** Returns the number of applied labels that nobody removed or rejected. */
  public int kept() {
    return applied - removed;
  }
}
