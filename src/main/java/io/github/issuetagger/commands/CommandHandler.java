package io.github.issuetagger.commands;

/** What one kind of command does. Done twice, it has no second effect. */
@FunctionalInterface
interface CommandHandler {
  CommandResult run(Command command, CommandContext scene);
}
