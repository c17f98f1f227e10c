package io.github.issuetagger.cli;

import io.github.issuetagger.config.ConfigLoader;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Makes the command line: its commands, and how it ends when one of them fails. */
public final class CommandLineFactory {
  private CommandLineFactory() {}

  /**
   * The whole command line, ready to execute.
   *
   * @param environment the process's environment
   * @param workingFolder where {@code .env} is looked for, and what relative paths start from
   */
  public static CommandLine create(Map<String, String> environment, Path workingFolder) {
    return new CommandLine(new RootCommand(new ConfigLoader(environment, workingFolder)))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(new FailureReport());
  }
}
