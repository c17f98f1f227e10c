package io.github.issuetagger.domain;

/**
 * How people reacted to what the App did with a label.
 *
 * @param applied issues to which the App added the label
 * @param removed issues among them where a person removed or rejected the label within the window
 * @param suggested issues for which the App suggested the label
 * @param accepted issues among them where a person added or accepted the label within the window
 * @param rejected issues among them where a person rejected the label within the window
 */
public record OutcomeCounts(int applied, int removed, int suggested, int accepted, int rejected) {
  /** Returns the number of issues to which the label was added and where nobody objected. */
  public int kept() {
    return applied - removed;
  }

  /** Returns the number of suggestions that people accepted or rejected. */
  public int answered() {
    return accepted + rejected;
  }
}
