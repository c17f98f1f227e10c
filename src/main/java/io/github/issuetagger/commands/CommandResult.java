package io.github.issuetagger.commands;

import java.util.Collection;

/**
 * What came of a command.
 *
 * @param result how it is answered
 * @param told what is to be told about it, as Markdown; empty when the reaction says it all
 */
record CommandResult(Result result, String told) {
  /** How a command is answered. */
  enum Result {
    DONE,
    /** Who gave it may not. */
    REFUSED,
    /** It, or a part of it, makes no sense here. */
    CONFUSED
  }

  static final CommandResult DONE = new CommandResult(Result.DONE, "");
  static final CommandResult REFUSED = new CommandResult(Result.REFUSED, "");

  static CommandResult confused(String told) {
    return new CommandResult(Result.CONFUSED, told);
  }

  static CommandResult answered(String told) {
    return new CommandResult(Result.DONE, told);
  }

  /** The same, with more to tell. */
  CommandResult telling(String more) {
    return new CommandResult(result, (told + " " + more).strip());
  }

  /** Done, but for these troubles. */
  static CommandResult of(Collection<String> troubles) {
    return troubles.isEmpty() ? DONE : confused(String.join(" ", troubles));
  }
}
