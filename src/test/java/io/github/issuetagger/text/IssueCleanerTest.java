package io.github.issuetagger.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.domain.IssueText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueCleanerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> follows_the_shared_vectors() throws IOException {
    String vectors;
    try (var in = IssueCleanerTest.class.getResourceAsStream("/text-cleaning.jsonl")) {
      vectors = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return vectors
        .lines()
        .map(IssueCleanerTest::parse)
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.path("name").asText(),
                    () ->
                        assertThat(IssueCleaner.clean(text(vector.path("in"))))
                            .isEqualTo(text(vector.path("out")))));
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IssueText text(JsonNode node) {
    return new IssueText(node.path("title").asText(), node.path("body").asText());
  }

  private static String body(String body) {
    return IssueCleaner.clean(new IssueText("title", body)).body();
  }

  @Nested
  @DisplayName("With long text")
  class WithLongText {
    @Test
    @DisplayName("cuts the body at a word")
    void cutsTheBodyAtAWord() {
      assertThat(body("word ".repeat(10_000)))
          .hasSizeLessThanOrEqualTo(IssueCleaner.BODY_LIMIT)
          .hasSizeGreaterThan(IssueCleaner.BODY_LIMIT - 10)
          .endsWith("word");
    }

    @Test
    @DisplayName("cuts the title")
    void cutsTheTitle() {
      assertThat(IssueCleaner.clean(new IssueText("x".repeat(5_000), "")).title())
          .hasSize(IssueCleaner.TITLE_LIMIT);
    }

    @Test
    @DisplayName("never cuts a character in half")
    void neverCutsACharacterInHalf() {
      String clean = body("\uD83D\uDE00".repeat(5_000) + "x");

      assertThat(clean.length()).isLessThanOrEqualTo(IssueCleaner.BODY_LIMIT);
      assertThat(Character.isHighSurrogate(clean.charAt(clean.length() - 1))).isFalse();
    }
  }

  @Nested
  @DisplayName("With hostile text")
  class WithHostileText {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "`",
          "```\n",
          "<!--",
          "<!-- ",
          "-->",
          "</details>",
          "<",
          "<a",
          "[",
          "![",
          "](",
          "[](",
          "#",
          "# ",
          "> ",
          "- [ ] ",
          "|",
          "**",
          "http://",
          "\n",
          "\r\n",
          "\u0000",
          "at x(y)\n",
          "12: ",
          "2026-01-01 ",
          "~~~\n",
          "On x wrote:\n"
        })
    @DisplayName("stays linear")
    void staysLinear(String unit) {
      String hostile = unit.repeat(100_000);

      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> assertThat(body(hostile)).hasSizeLessThanOrEqualTo(IssueCleaner.BODY_LIMIT));
    }
  }
}
