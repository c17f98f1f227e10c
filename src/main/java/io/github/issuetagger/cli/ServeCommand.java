package io.github.issuetagger.cli;

import io.github.issuetagger.App;
import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.config.ConfigOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the App: takes webhooks, predicts and labels, until it is told to stop.",
      "Configured by the environment, or by the properties or YAML file that",
      "ISSUE_TAGGER_CONFIG names. 'issue-tagger doctor' checks the whole set-up."
    },
    footerHeading = "%nConfiguration, in the environment [default]:%n")
final class ServeCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;

  @CommandLine.Option(
      names = "--model",
      paramLabel = "BUNDLE_DIR",
      description = "your own model bundle: multi-label, nli or encoder; goes before MODEL")
  private @Nullable Path model;

  /** Ends the help with the table of options. */
  @Spec
  void describeOptions(CommandSpec spec) {
    // Doubled, for a footer is a format.
    spec.usageMessage()
        .footer(ConfigOption.help().replace("%", "%%").lines().toArray(String[]::new));
  }

  @Override
  public Integer call() throws InterruptedException {
    ConfigLoader loader = root.configuration();
    AppConfig config =
        (model == null ? loader : loader.with(ConfigOption.MODEL, model.toString())).loadAll();
    config.log().apply();
    App app = App.start(config, Clock.systemUTC());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  app.close();
                  stopped.countDown();
                },
                "shutdown"));
    stopped.await();
    return ExitCode.OK;
  }
}
