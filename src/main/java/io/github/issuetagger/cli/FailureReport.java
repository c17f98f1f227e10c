package io.github.issuetagger.cli;

import io.github.issuetagger.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a person what went wrong in a sentence; the stack goes to the log at level DEBUG. */
final class FailureReport implements IExecutionExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(FailureReport.class);

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    if (failure instanceof ConfigException) {
      command.getErr().println(failure.getMessage());
      return ExitCode.USAGE;
    }
    String message = failure.getMessage();
    command
        .getErr()
        .println("issue-tagger: " + (message == null ? failure.getClass().getName() : message));
    log.debug("{} failed", command.getCommandName(), failure);
    return ExitCode.FAILED;
  }
}
