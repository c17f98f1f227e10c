package io.github.issuetagger.commands;

import java.util.List;
import java.util.Optional;

/**
 * One command of a comment.
 *
 * @param verb what it asks for
 * @param family for {@code /kind bug} the word {@code kind}, which stands before each name and a
 *     slash; else empty
 * @param arguments the names that it was given
 * @param line the line as it was written, for people
 * @param flaw what is wrong with how it is written, in one clause
 */
record Command(
    CommandType verb,
    String family,
    List<CommandArgument> arguments,
    String line,
    Optional<String> flaw) {
  Command {
    arguments = List.copyOf(arguments);
  }

  /** The same without how it was spelled: equal for commands that ask for the same. */
  Command meaning() {
    return new Command(verb, family, arguments, "", flaw);
  }
}
