package io.github.issuetagger.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.text.LabelNameWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The vectors that hold the training's {@code label_text.py} to the same texts. */
class LabelTextVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> follows_the_shared_vectors() throws IOException {
    List<JsonNode> vectors = new ArrayList<>();
    try (var in = LabelTextVectorsTest.class.getResourceAsStream("/label-text.jsonl")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        vectors.add(JSON.readTree(line));
      }
    }
    return vectors.stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.path("in").path("name").asText(),
                    () -> assertReads(label(vector.path("in")), vector.path("out"))));
  }

  private static void assertReads(Label label, JsonNode expected) {
    LabelNameWords words = LabelNameWords.of(label.name());
    assertThat(words.group()).isEqualTo(text(expected.path("group")));
    assertThat(words.words()).isEqualTo(texts(expected.path("words")));
    assertThat(words.spelledOut()).isEqualTo(expected.path("spelledOut").asText());
    assertThat(Hypotheses.hypothesis(label)).isEqualTo(expected.path("hypothesis").asText());
    assertThat(Hypotheses.meaning(label)).isEqualTo(expected.path("meaning").asText());
  }

  private static Label label(JsonNode node) {
    return new Label(
        node.path("name").asText(),
        node.path("description").asText(),
        text(node.path("hypothesis")));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
