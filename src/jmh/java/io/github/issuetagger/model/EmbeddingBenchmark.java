package io.github.issuetagger.model;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.model.bundle.BundleLoader;
import io.github.issuetagger.model.bundle.LoadedBundle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
 * How long the embedded encoder takes for one text, tokenizing included. It samples single calls, so
 * that the median stays readable on a machine that does other things too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EmbeddingBenchmark {
  private static final Path CACHE = Path.of("target", "model-cache");
  private static final int MARKERS = 2; // [CLS] and [SEP]

  /** How long the text is, the markers at its ends included. */
  @Param({"64", "128", "256"})
  public int tokens;

  /** How many threads ONNX Runtime may use for it. */
  @Param({"1", "2"})
  public int threads;

  private TextEncoder encoder;
  private String text;

  @Setup
  public void open() {
    ModelConfig config =
        new ModelConfig(
            Optional.empty(),
            Optional.empty(),
            CACHE,
            threads,
            4096,
            ModelConfig.Device.CPU,
            ModelConfig.ZeroShot.SIMILARITY);
    LoadedBundle bundle = new BundleLoader(CACHE).classpath("/bundles/encoder");
    text = "issue ".repeat(tokens - MARKERS);
    try (TextTokenizer tokenizer = TextTokenizer.open(bundle, config)) {
      int length = tokenizer.encode(text).length();
      if (length != tokens) {
        throw new IllegalStateException("the text has %d tokens, not %d".formatted(length, tokens));
      }
    }
    encoder = TextEncoder.open(bundle, config);
  }

  @TearDown
  public void close() {
    encoder.close();
  }

  @Benchmark
  public float[] embed() {
    return encoder.embed(text);
  }
}
