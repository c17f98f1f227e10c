package io.github.issuetagger.cli;

import io.github.issuetagger.config.ConfigLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "issue-tagger",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Labels new GitHub issues with a model that runs on this machine.",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      DoctorCommand.class,
      DeliveriesCommand.class,
      ReplayCommand.class,
      ForgetCommand.class,
      LearnCommand.class,
      VersionsCommand.class,
      RollbackCommand.class,
      BackfillCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      VersionCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:wrong arguments or configuration; nothing was done",
      "3:done, except for some of the input, which is reported"
    },
    footerHeading = "%nTo get started:%n",
    footer = {
      "  issue-tagger demo      try it without a GitHub account",
      "  issue-tagger doctor    check the setup of a real installation",
      "  issue-tagger serve     run the App",
      "",
      "'issue-tagger help COMMAND' explains a command."
    })
final class RootCommand implements Runnable {
  private final ConfigLoader configuration;
  @Spec private CommandSpec spec;

  RootCommand(ConfigLoader configuration) {
    this.configuration = configuration;
  }

  /** Returns the loader of the commands' configuration. */
  ConfigLoader configuration() {
    return configuration;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
  }
}
