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
      "Runs the App: receives webhooks, predicts labels and applies or suggests them.",
      "Configure it by environment variables, or by the properties or YAML file that",
      "ISSUE_TAGGER_CONFIG names. 'issue-tagger doctor' checks the whole setup."
    },
    footerHeading = "%nEnvironment variables [default]:%n")
final class ServeCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;

  @CommandLine.Option(
      names = "--model",
      paramLabel = "BUNDLE_DIR",
      description = "your own model bundle (multi-label, nli or encoder); overrides MODEL")
  private @Nullable Path model;

  /** Adds the table of options to the help. */
  @Spec
  void describeOptions(CommandSpec spec) {
    // Escape percent signs, because picocli formats footers.
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
