package io.github.issuetagger.cli;

import io.github.issuetagger.config.ConfigException;
import io.github.issuetagger.config.ConfigLoader;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Creates the command line with its commands and its handling of failures. */
public final class CommandLineFactory {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLineFactory.class);

  private CommandLineFactory() {}

  /**
   * Creates the command line, ready to execute.
   *
   * @param environment the process's environment
   * @param workingFolder the folder that may have a {@code .env}, and that relative paths start
   *     from
   */
  public static CommandLine create(Map<String, String> environment, Path workingFolder) {
    return new CommandLine(new RootCommand(new ConfigLoader(environment, workingFolder)))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(CommandLineFactory::report);
  }

  /** Prints what went wrong in one sentence, and logs the stack at level DEBUG. */
  private static int report(Exception failure, CommandLine command, ParseResult arguments) {
    if (failure instanceof ConfigException) {
      command.getErr().println(failure.getMessage());
      return ExitCode.USAGE;
    }
    String message = failure.getMessage();
    command
        .getErr()
        .println("issue-tagger: " + (message == null ? failure.getClass().getName() : message));
    LOG.debug("{} failed", command.getCommandName(), failure);
    return ExitCode.FAILED;
  }
}
