package io.github.issuetagger.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The vectors that hold the training's {@code label_task.py} to the same notion of a type. */
class LabelTaskVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<JsonNode> vectors() throws IOException {
    List<JsonNode> vectors = new ArrayList<>();
    try (var in = LabelTaskVectorsTest.class.getResourceAsStream("/label-task.jsonl")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        vectors.add(JSON.readTree(line));
      }
    }
    return vectors;
  }

  private static Label label(JsonNode node) {
    return Label.of(node.path("name").asText(), node.path("description").asText());
  }

  @TestFactory
  Stream<DynamicTest> follows_the_shared_vectors() throws IOException {
    return vectors().stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.path("in").toString(),
                    () ->
                        assertThat(LabelKindClassifier.task(label(vector.path("in"))).id())
                            .isEqualTo(vector.path("out").asText())));
  }

  @Test
  @DisplayName("every task has vectors")
  void everyTaskHasVectors() throws IOException {
    assertThat(vectors())
        .extracting(vector -> vector.path("out").asText())
        .contains(LabelTask.TYPE.id(), LabelTask.TOPIC.id(), LabelTask.PROCESS.id());
  }
}
