package io.github.issuetagger.cli;

import io.github.issuetagger.App;
import io.github.issuetagger.config.AppConfig;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.config.LogConfig;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.demo.Demo;
import io.github.issuetagger.demo.DemoApp;
import io.github.issuetagger.demo.DemoOutcome;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Demonstrates the App: runs the real App on SQLite with a small GitHub in memory",
      "on this machine. Opens sample issues and prints what happens to each. Then shows",
      "a page where you can open issues. Needs no GitHub account and no network."
    })
final class DemoCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  @Option(names = "--once", description = "Exits after the sample issues.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "4000",
      description = "The page's port (default ${DEFAULT-VALUE}); 0 picks any free one.")
  private int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ModelConfig model = root.configuration().loadModel();
    new LogConfig(LogConfig.Level.WARN, LogConfig.Format.TEXT).apply();
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("issue-tagger-demo");
    List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withPort(once ? 0 : port));
        App app =
            App.start(
                config(sandbox, folder, model),
                Clock.systemUTC(),
                guid -> listeners.forEach(listener -> listener.accept(guid)))) {
      List<DemoOutcome> outcomes =
          Demo.prepare(sandbox).run(new RunningApp(app.port(), listeners), TIMEOUT, out);
      if (!once) {
        out.printf("%nTry it yourself at %s (press Ctrl-C to exit).%n", sandbox.siteUrl());
        out.flush();
        awaitSignal(ended);
      }
      return outcomes.stream().allMatch(DemoOutcome::finished) ? ExitCode.OK : ExitCode.FAILED;
    } finally {
      delete(folder);
      ended.countDown();
    }
  }

  /** Configures the App for the sandbox. Only the model comes from the user's configuration. */
  private static AppConfig config(Sandbox sandbox, Path folder, ModelConfig model) {
    Map<String, String> environment =
        Map.of(
            "APP_ID", sandbox.appId(),
            "PRIVATE_KEY", sandbox.privateKeyPem(),
            "WEBHOOK_SECRET", sandbox.webhookSecret(),
            "GITHUB_API_URL", sandbox.apiUrl().toString(),
            "DATA_DIR", folder.toString(),
            "HOST", "127.0.0.1",
            "PORT", "0");
    AppConfig config = new ConfigLoader(environment, folder).loadAll();
    return new AppConfig(
        config.dataDir(),
        config.server(),
        config.github(),
        config.database(),
        config.delivery(),
        model,
        config.log());
  }

  /**
   * Waits until the process is told to exit. The JVM closes nothing on exit, so a shutdown hook
   * waits until the caller has closed everything. The hook must not wait for this thread to end,
   * because the thread cannot exit while hooks run.
   */
  private static void awaitSignal(CountDownLatch ended) throws InterruptedException {
    CountDownLatch ending = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ending.countDown();
                  try {
                    ended.await(30, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "end of the demo"));
    ending.await();
  }

  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  private record RunningApp(int port, List<Consumer<String>> listeners) implements DemoApp {
    @Override
    public URI webhookUrl() {
      return URI.create("http://127.0.0.1:" + port + "/api/github/webhooks");
    }

    @Override
    public void onFinished(Consumer<String> listener) {
      listeners.add(listener);
    }
  }
}
