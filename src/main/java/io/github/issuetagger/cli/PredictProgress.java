package io.github.issuetagger.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Shows a progress bar on a terminal, and nothing elsewhere. */
final class PredictProgress implements AutoCloseable {
  private final @Nullable ProgressBar bar;

  private PredictProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * Starts a bar if standard error is a terminal, which picocli detects on every JDK. The number of
   * issues is unknown, because they are streamed.
   */
  static PredictProgress start(PrintStream err) {
    return new PredictProgress(Ansi.AUTO.enabled() ? bar(err) : null);
  }

  private static ProgressBar bar(PrintStream err) {
    return new ProgressBarBuilder()
        .setTaskName("predict")
        .setInitialMax(-1)
        .setUnit(" issues", 1)
        .showSpeed()
        .setConsumer(new ConsoleProgressBarConsumer(err))
        .build();
  }

  void step() {
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
