package io.github.issuetagger.cli;

import io.github.issuetagger.App;
import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.config.LogSetup;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the App: takes webhooks, predicts and labels, until it is told to stop.",
      "Configured by the environment, or by the properties or YAML file that ISSUE_TAGGER_CONFIG",
      "names; 'issue-tagger doctor' checks the whole set-up."
    },
    footerHeading = "%nConfiguration (environment name, key in the file, default):%n")
final class ServeCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;

  @Override
  public Integer call() throws InterruptedException {
    AppConfig config = root.configuration().loadAll();
    LogSetup.apply(config.log());
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
