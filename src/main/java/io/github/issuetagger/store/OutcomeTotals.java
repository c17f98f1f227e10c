package io.github.issuetagger.store;

/**
 * What became of what the App did with a label.
 *
 * @param applied issues that it put the label on
 * @param removed those of them on which a person took it off again, or said no, within the window
 * @param suggested issues that it suggested the label for
 * @param accepted those of them on which a person put it, or said yes, within the window
 * @param rejected those of them on which a person said no within the window
 */
public record OutcomeTotals(int applied, int removed, int suggested, int accepted, int rejected) {
  /** Issues that the label was put on and where nobody has objected. */
  public int kept() {
    return applied - removed;
  }
}
