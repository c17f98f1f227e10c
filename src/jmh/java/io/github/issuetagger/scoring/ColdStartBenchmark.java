package io.github.issuetagger.scoring;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.Prediction;
import io.github.issuetagger.model.Encoder;
import io.github.issuetagger.model.EncoderResult;
import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LoadedBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long an issue takes in a repository that nothing was learned about, whose labels have been read
 * before, beside one inference of the encoder over the same text, which is as long as the encoder
 * reads. It samples single calls, so that the median stays readable on a machine that does other
 * things too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ColdStartBenchmark {
  private static final Path CACHE = Path.of("target", "model-cache");
  private static final IssueText ISSUE = issue();

  private static final List<String> TOPICS =
      List.of(
          "bug", "enhancement", "question", "documentation", "networking", "installer", "windows",
          "macOS", "command line", "performance", "security", "accessibility", "translations",
          "database", "editor", "search", "notifications", "plugins", "printing", "tests");

  /** How many labels the repository has. */
  @Param({"14", "20"})
  public int labels;

  /** How many threads ONNX Runtime may use. */
  @Param({"1", "2"})
  public int threads;

  /** A folder with an encoder or a matcher bundle; empty for what is built in. */
  @Param("")
  public String bundle;

  private OpenModels models;
  private Encoder encoder;
  private Cascades cascades;
  private RepositoryCascade cascade;
  private LabelCatalog catalog;
  private int calls;
  private String text;

  @Setup
  public void open() {
    ModelConfig config =
        new ModelConfig(
            bundle.isEmpty() ? Optional.empty() : Optional.of(Path.of(bundle)),
            Optional.empty(),
            CACHE,
            threads,
            2048,
            ModelConfig.Device.CPU,
            ModelConfig.ZeroShot.MATCHER);
    BundleLoader loader = new BundleLoader(CACHE);
    LoadedBundle loaded =
        config
            .bundle()
            .map(loader::folder)
            .orElseGet(
                () ->
                    loader.classpath(
                        BundleLoader.embedded("/bundles/matcher")
                            ? "/bundles/matcher"
                            : "/bundles/encoder"));
    models = new OpenModels(config);
    encoder = models.encoder(loaded);
    cascades = Cascades.open(config);
    catalog =
        new LabelCatalog(
            TOPICS.subList(0, labels).stream()
                .map(name -> Label.of(name, "Everything about " + name))
                .toList());
    cascade = cascades.find("");
    text = cascade.encoder().encode(ISSUE).text();
    coldStart();
  }

  /** More than 256 tokens, so that any model reads as much as it can. */
  private static IssueText issue() {
    StringBuilder body = new StringBuilder();
    IntStream.range(0, 30)
        .forEach(
            i ->
                body.append("When I open page ")
                    .append(i)
                    .append(" the window stays empty and the log shows a timeout.\n"));
    return new IssueText("The window stays empty after the update", body.toString());
  }

  @TearDown
  public void close() {
    cascades.close();
    models.close();
  }

  @Benchmark
  public Prediction coldStart() {
    // Another body each time, because the newest features are kept.
    IssueText issue = new IssueText(ISSUE.title(), ISSUE.body() + " ".repeat(calls++ % 32));
    return cascade.predictor().score(cascade.encoder().encode(issue), catalog);
  }

  @Benchmark
  public EncoderResult oneInference() {
    return encoder.encode(text);
  }
}
