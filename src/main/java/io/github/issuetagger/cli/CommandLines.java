package io.github.issuetagger.cli;

import picocli.CommandLine;

/** Makes the command line: its commands, and how it ends when one of them fails. */
public final class CommandLines {
  private CommandLines() {}

  /** The whole command line, ready to execute. */
  public static CommandLine create() {
    return new CommandLine(new RootCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(new FailureReport());
  }
}
