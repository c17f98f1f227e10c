package io.github.issuetagger.learning.training;

import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.LabeledIssue;
import io.github.issuetagger.scoring.Cascades;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
 * How long it takes to learn from issues, embedding included. The issues are made of invented
 * words, about 150 tokens each, with one to three of 30 labels.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class LearningBenchmark {
  private static final Path CACHE = Path.of("target", "model-cache");
  private static final int LABELS = 30;
  private static final int WORDS_A_LABEL = 40;
  private static final int COMMON_WORDS = 3000;
  private static final int LENGTH = 70;

  @Param("2000")
  public int issues;

  private Cascades cascades;
  private LabelCatalog catalog;
  private List<LabeledIssue> history;

  @Setup
  public void open() {
    cascades =
        Cascades.open(
            new ModelConfig(
                Optional.empty(),
                Optional.empty(),
                CACHE,
                1,
                2048,
                ModelConfig.Device.CPU,
                ModelConfig.ZeroShot.SIMILARITY));
    catalog =
        new LabelCatalog(
            IntStream.range(0, LABELS).mapToObj(i -> Label.of("area-" + i, "Area " + i)).toList());
    history = new ArrayList<>();
    Random random = new Random(11);
    for (int i = 0; i < issues; i++) {
      history.add(issue(i, random));
    }
  }

  private static LabeledIssue issue(int number, Random random) {
    List<Integer> labels =
        random.ints(1 + random.nextInt(3), 0, LABELS).distinct().boxed().toList();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      int label = labels.get(random.nextInt(labels.size()));
      text.append(
          random.nextInt(4) == 0
              ? "topic" + label + "x" + random.nextInt(WORDS_A_LABEL)
              : "word" + random.nextInt(COMMON_WORDS));
      text.append(' ');
    }
    return new LabeledIssue(
        "o/r",
        Optional.of((long) number),
        new IssueText(text.substring(0, 60), text.toString()),
        labels.stream().map(label -> "area-" + label).toList(),
        List.of(),
        Optional.of(Instant.EPOCH.plusSeconds(number)));
  }

  @TearDown
  public void close() {
    cascades.close();
  }

  @Benchmark
  public LearnedModel learn() {
    return new ModelTrainer(cascades.find("")).learn(history, catalog);
  }
}
