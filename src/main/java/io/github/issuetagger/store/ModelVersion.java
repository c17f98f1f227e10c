package io.github.issuetagger.store;

import java.time.Instant;

/**
 * What was learnt about a repository at some time.
 *
 * @param number of the repository's versions, from 1
 * @param lesson what it is learnt from
 * @param figures how well it did
 * @param state whether it serves
 * @param why what led to that state
 */
public record ModelVersion(
    int number, Instant createdAt, Lesson lesson, Figures figures, State state, String why) {
  /**
   * What a version is learnt from, and may be learnt from again.
   *
   * @param encoder name and version of what read the issues
   * @param lastWord the last word of the ledger that counts
   */
  public record Lesson(String encoder, long lastWord) {}

  /**
   * How well a version did.
   *
   * @param examples how many issues it is learnt from
   * @param labels how many labels they have
   * @param logLoss the mean over issues and labels on the newest fifth of the issues, in nats,
   *     after learning from the others
   * @param microF1 on the same issues, 0–1
   */
  public record Figures(int examples, int labels, double logLoss, double microF1) {}

  /** Whether a version serves. */
  public enum State {
    /** New issues are labelled by it. */
    SERVING,
    /** It served once, and may again. */
    STANDBY,
    /** It was worse than the one that served, or people went back behind it. */
    REFUSED
  }
}
