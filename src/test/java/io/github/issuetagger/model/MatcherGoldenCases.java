package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.issuetagger.math.LogOdds;
import io.github.issuetagger.math.Vectors;
import io.github.issuetagger.model.bundle.Bundle;
import io.github.issuetagger.model.bundle.EncoderHead;
import io.github.issuetagger.model.bundle.LoadedBundle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Holds a matcher to its {@code golden.json}: texts and labels, with what Python has for them. The
 * token ids must be the same where a case names them.
 */
final class MatcherGoldenCases {
  private final LoadedBundle loaded;
  private final MatcherInputs inputs;
  private final OnnxModel model;
  private final boolean exact;

  private MatcherGoldenCases(
      LoadedBundle loaded, MatcherInputs inputs, OnnxModel model, boolean exact) {
    this.loaded = loaded;
    this.inputs = inputs;
    this.model = model;
    this.exact = exact;
  }

  /**
   * Checks a bundle against the cases that were written for it. They are for int8 unless they say
   * fp32.
   */
  static void hold(LoadedBundle loaded, JsonNode golden) {
    Bundle bundle = loaded.bundle();
    assertThat(golden.path(Bundle.MODEL_FILE).asText())
        .as("the model that golden.json was written for")
        .isEqualTo(bundle.files().get(Bundle.MODEL_FILE));
    assertThat(golden.path("cases")).isNotEmpty();
    EncoderHeads heads = EncoderHeads.open(loaded);
    try (TextTokenizer tokenizer = TextTokenizer.open(loaded, Bundles.config());
        OnnxModel model =
            OnnxModel.open(
                loaded,
                Bundles.config(),
                heads.outputs(GraphOutput.embedding(), GraphOutput.match()))) {
      MatcherInputs inputs =
          MatcherInputs.of(
              tokenizer,
              bundle.outputs().matcher().orElseThrow(),
              Bundles.config().maxBatchTokens(),
              bundle.id());
      boolean exact = golden.path("precision").asText().equals("fp32");
      MatcherGoldenCases cases = new MatcherGoldenCases(loaded, inputs, model, exact);
      golden.path("cases").forEach(cases::hold);
    }
  }

  private void hold(JsonNode line) {
    List<String> labels = texts(line.path("labels"));
    assertThat(labels).as("labels of %s", line).isNotEmpty();
    MatcherInputs.Row row = inputs.encode(line.path("text").asText(), labels).get(0);
    if (line.has("ids")) {
      assertThat(row.tokens().ids())
          .as("ids of %s", line)
          .containsExactly(GoldenCases.longs(line.path("ids")));
    }
    List<OnnxModel.Output> found = model.run(List.of(row.tokens()));
    float[] match = found.get(1).row(0);
    double[] atMarkers = Arrays.stream(row.markers()).mapToDouble(at -> match[at]).toArray();
    hold(line, "match", logits(atMarkers), logits(GoldenCases.doubles(line.path("match"))));
    double[] embedding = GoldenCases.doubles(line.path("embedding"));
    double[] whole = GoldenCases.widened(Vectors.normalized(found.get(0).row(0)));
    hold(line, "embedding", Arrays.copyOf(whole, embedding.length), embedding);
    List<EncoderHead> heads = loaded.bundle().outputs().heads();
    for (int i = 0; i < heads.size(); i++) {
      double[] java = GoldenCases.widened(found.get(2 + i).row(0));
      String name = heads.get(i).name();
      hold(line, name, logits(java), logits(GoldenCases.doubles(line.path(name))));
    }
  }

  private void hold(JsonNode line, String what, double[] java, double[] python) {
    assertThat(java)
        .as("%s of %s", what, line)
        .isNotEmpty()
        .containsExactly(python, within(exact ? GoldenCases.FP32 : GoldenCases.INT8));
  }

  /** Logits of an int8 model have no scale of their own, so the scores that they make count. */
  private double[] logits(double[] values) {
    return exact ? values : Arrays.stream(values).map(LogOdds::probability).toArray();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
