package io.github.issuetagger.feedback.command;

import java.util.Collection;

/**
 * What came of a command.
 *
 * @param result how it is answered
 * @param told what is to be told about it, as Markdown; empty when the reaction says it all
 */
record Outcome(Result result, String told) {
  /** How a command is answered. */
  enum Result {
    DONE,
    /** Who gave it may not. */
    REFUSED,
    /** It, or a part of it, makes no sense here. */
    CONFUSED
  }

  static final Outcome DONE = new Outcome(Result.DONE, "");
  static final Outcome REFUSED = new Outcome(Result.REFUSED, "");

  static Outcome confused(String told) {
    return new Outcome(Result.CONFUSED, told);
  }

  static Outcome answered(String told) {
    return new Outcome(Result.DONE, told);
  }

  /** The same, with more to tell. */
  Outcome telling(String more) {
    return new Outcome(result, (told + " " + more).strip());
  }

  /** Done, but for these troubles. */
  static Outcome of(Collection<String> troubles) {
    return troubles.isEmpty() ? DONE : confused(String.join(" ", troubles));
  }
}
