package io.github.issuetagger.learning.neighbors;

import io.github.issuetagger.learning.training.ModelTrainer;
import io.github.issuetagger.math.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes to find an issue's 40 nearest among many examples. The examples lie in a
 * thousand heaps, as issues do that are about the same things.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class SearchBenchmark {
  private static final int DIMENSIONS = 384;
  private static final int HEAPS = 1000;

  @Param({"5000", "100000"})
  public int examples;

  private final Random random = new Random(7);
  private final List<float[]> issues = new ArrayList<>();
  private NeighborIndex index;
  private int next;

  @Setup
  public void fill() {
    List<float[]> heaps = new ArrayList<>();
    for (int i = 0; i < HEAPS; i++) {
      heaps.add(near(new float[DIMENSIONS], 1));
    }
    List<float[]> places = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      places.add(near(heaps.get(random.nextInt(HEAPS)), 0.04));
    }
    for (int i = 0; i < HEAPS; i++) {
      issues.add(near(heaps.get(random.nextInt(HEAPS)), 0.04));
    }
    index = places.size() <= 5000 ? new ExactIndex(places) : new ApproximateIndex(places);
  }

  private float[] near(float[] heap, double distance) {
    float[] vector = heap.clone();
    for (int i = 0; i < vector.length; i++) {
      vector[i] += (float) (distance * random.nextGaussian());
    }
    return Vectors.fastNormalized(vector);
  }

  @Benchmark
  public List<Neighbor> search() {
    next = (next + 1) % issues.size();
    return index.nearest(issues.get(next), NeighborVote.MOST, example -> true);
  }
}
