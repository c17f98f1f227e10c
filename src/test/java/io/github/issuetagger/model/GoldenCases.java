package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.LabelHead;
import io.github.issuetagger.model.bundle.LoadedBundle;
import io.github.issuetagger.model.bundle.ModelTask;
import io.github.issuetagger.model.bundle.OutputSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Compares a bundle with its {@code golden.json}, which lists texts with Python's token ids and raw
 * outputs. The ids must be equal.
 */
final class GoldenCases {
  static final String FILE = "golden.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ModelConfig CONFIG = Bundles.config();

  /** In fp32 the two differ only by rounding, so the raw outputs are compared. */
  static final double FP32 = 1e-4;

  /**
   * int8 kernels differ between versions and processors; docs/decisions/0002. Logits have no scale
   * of their own, so what is compared is the scores that they make.
   */
  static final double INT8 = 0.05;

  private final LoadedBundle loaded;
  private final JsonNode golden;
  private final List<GraphOutput> logits;

  private GoldenCases(LoadedBundle loaded, JsonNode golden) {
    this.loaded = loaded;
    this.golden = golden;
    this.logits = logits(loaded.bundle());
  }

  /** Checks a bundle against the cases that were written for it. */
  static void hold(LoadedBundle loaded, byte[] json) throws IOException {
    if (loaded.bundle().task() == ModelTask.MATCHER) {
      MatcherGoldenCases.hold(loaded, JSON.readTree(json));
      return;
    }
    GoldenCases cases = new GoldenCases(loaded, JSON.readTree(json));
    cases.hold();
  }

  /** Checks a bundle against the cases in its folder. */
  static void hold(LoadedBundle loaded) throws IOException {
    hold(loaded, Files.readAllBytes(loaded.folder().resolve(FILE)));
  }

  private static List<GraphOutput> logits(Bundle bundle) {
    OutputSpec outputs = bundle.outputs();
    return switch (bundle.task()) {
      case ENCODER -> outputs.heads().stream().map(GraphOutput::head).toList();
      case MULTI_LABEL -> List.of(GraphOutput.logits(outputs.labels().size()));
      case NLI -> List.of(GraphOutput.logits(outputs.entailment().orElseThrow().classes().size()));
      case MATCHER -> throw new IllegalArgumentException("has cases of another form");
    };
  }

  private void hold() throws IOException {
    assertThat(golden.path(Bundle.MODEL_FILE).asText())
        .as("the model that golden.json was written for")
        .isEqualTo(loaded.bundle().files().get(Bundle.MODEL_FILE));
    assertThat(golden.path("cases")).isNotEmpty();
    try (TextTokenizer tokenizer = TextTokenizer.open(loaded, CONFIG);
        OnnxModel model = OnnxModel.open(loaded, CONFIG, outputs())) {
      for (JsonNode line : golden.path("cases")) {
        ModelInput row = row(line, tokenizer);
        assertThat(row.ids()).as("ids of %s", line).containsExactly(longs(line.path("ids")));
        assertThat(row.types())
            .as("types of %s", line)
            .containsExactly(longs(line.path("type_ids")));
        holdLogits(line, model.run(List.of(row)));
      }
    }
    if (loaded.bundle().task() == ModelTask.ENCODER) {
      try (TextEncoder encoder = TextEncoder.open(loaded, CONFIG)) {
        for (JsonNode line : golden.path("cases")) {
          double[] embedding = widened(encoder.embed(line.path("text").asText()));
          assertThat(embedding)
              .as("embedding of %s", line)
              .containsExactly(doubles(expected(line).path("embedding")), within(tolerance(line)));
        }
      }
    }
  }

  private static ModelInput row(JsonNode line, TextTokenizer tokenizer) {
    return line.has("text")
        ? tokenizer.encode(line.path("text").asText())
        : tokenizer.encode(line.path("premise").asText(), line.path("hypothesis").asText());
  }

  /** Returns the logits, and for an encoder also its token vectors. */
  private List<GraphOutput> outputs() {
    List<GraphOutput> outputs = new ArrayList<>(logits);
    if (loaded.bundle().task() == ModelTask.ENCODER) {
      outputs.add(GraphOutput.tokens());
    }
    return outputs;
  }

  private void holdLogits(JsonNode line, List<OnnxModel.Output> found) {
    for (int i = 0; i < logits.size(); i++) {
      String name = logits.get(i).name();
      double[] python = doubles(expected(line).path(name));
      double[] java = widened(found.get(i).row(0));
      assertThat(isInt8(line) ? scores(java) : java)
          .as("%s of %s", name, line)
          .containsExactly(isInt8(line) ? scores(python) : python, within(tolerance(line)));
      assertThat(given(java)).as("labels by %s of %s", name, line).isEqualTo(given(python));
    }
  }

  private static boolean isInt8(JsonNode line) {
    return line.has("int8");
  }

  /** Returns Python's outputs for the shipped graph. */
  private static JsonNode expected(JsonNode line) {
    return line.path(isInt8(line) ? "int8" : "fp32");
  }

  private static double tolerance(JsonNode line) {
    return isInt8(line) ? INT8 : FP32;
  }

  /** Returns the probabilities of exclusive classes or of independent labels. */
  private double[] scores(double[] values) {
    if (loaded.bundle().task() != ModelTask.NLI) {
      return Arrays.stream(values).map(LogOdds::probability).toArray();
    }
    double[] powers = Arrays.stream(values).map(Math::exp).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }

  /** Returns the indices of the given labels, or of the best class. */
  private List<Integer> given(double[] values) {
    List<LabelHead> labels = loaded.bundle().outputs().labels();
    if (loaded.bundle().task() == ModelTask.MULTI_LABEL) {
      return IntStream.range(0, values.length)
          .filter(
              i -> labels.get(i).calibration().probability(values[i]) >= labels.get(i).threshold())
          .boxed()
          .toList();
    }
    double best = Arrays.stream(values).max().orElseThrow();
    return IntStream.range(0, values.length).filter(i -> values[i] == best).boxed().toList();
  }

  static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  static long[] longs(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }
}
