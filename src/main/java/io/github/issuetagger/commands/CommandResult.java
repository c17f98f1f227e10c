package io.github.issuetagger.commands;

import java.util.Collection;

/**
 * The result of a command.
 *
 * @param result how the command is answered
 * @param answer the answer as Markdown; empty if the reaction is enough
 */
record CommandResult(Result result, String answer) {
  /** How a command is answered. */
  enum Result {
    DONE,
    /** The sender may not run the command. */
    REFUSED,
    /** The command, or a part of it, makes no sense here. */
    CONFUSED
  }

  static final CommandResult DONE = new CommandResult(Result.DONE, "");
  static final CommandResult REFUSED = new CommandResult(Result.REFUSED, "");

  static CommandResult confused(String answer) {
    return new CommandResult(Result.CONFUSED, answer);
  }

  static CommandResult answered(String answer) {
    return new CommandResult(Result.DONE, answer);
  }

  /** Returns the same result with more text in the answer. */
  CommandResult adding(String more) {
    return new CommandResult(result, (answer + " " + more).strip());
  }

  /** Returns a result that is done except for these errors. */
  static CommandResult of(Collection<String> errors) {
    return errors.isEmpty() ? DONE : confused(String.join(" ", errors));
  }
}
