package io.github.issuetagger.commands;

import java.util.List;
import java.util.Optional;

/**
 * One command of a comment.
 *
 * @param type what the command asks for
 * @param family the word {@code kind} of {@code /kind bug}, which means the label {@code kind/bug};
 *     empty for other commands
 * @param arguments the names after the command
 * @param line the line as it was written, for people
 * @param flaw what is wrong with the syntax, in one clause
 */
record Command(
    CommandType type, String family, List<Argument> arguments, String line, Optional<String> flaw) {
  /**
   * A name after a command.
   *
   * @param text the name, without its quotation marks
   * @param group names of one group stand side by side without quotation marks and commas, and may
   *     be the words of one label
   */
  record Argument(String text, int group) {}

  Command {
    arguments = List.copyOf(arguments);
  }

  /** Returns the command without its spelling, so that commands that ask for the same are equal. */
  Command meaning() {
    return new Command(type, family, arguments, "", flaw);
  }
}
