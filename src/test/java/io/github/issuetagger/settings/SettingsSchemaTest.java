package io.github.issuetagger.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The published schema, which editors follow, and the parser say the same. */
class SettingsSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode SCHEMA = schema();
  private static final JsonSchema VALIDATOR =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SCHEMA);

  private static JsonNode schema() {
    try (InputStream in =
        SettingsSchemaTest.class.getResourceAsStream("/app/settings/issue-tagger.schema.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The top-level keys that the schema knows. */
  static List<String> keys() {
    return SCHEMA.get("properties").properties().stream().map(Map.Entry::getKey).toList();
  }

  private static boolean schemaAccepts(String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    Object document = new Load(settings).loadFromString(yaml);
    return VALIDATOR.validate(JSON.valueToTree(document)).isEmpty();
  }

  private static boolean parserAccepts(String yaml) {
    return new SettingsParser().parse(yaml).sound();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "# nothing",
        "mode: off",
        "mode: suggest",
        "mode: apply",
        "threshold: 0",
        "threshold: 1.0",
        "threshold: 5e-1",
        "suggest_threshold: 0.7",
        "precision: 0.95",
        "{precision: 0.9, suggest_precision: 0.9}",
        "labels: {a: {precision: 1, suggest_precision: 0}}",
        "max_labels: 1",
        "max_labels: 20",
        "max_labels: 3.0",
        "skip_labelled: True",
        "dry_run: false",
        "report: true",
        "include: []",
        "include:",
        "exclude: ['!default', 'a*']",
        "labels: {'1.0': {mode: off}, ui: , docs: {}}",
        "labels: {3: {hypothesis: It is about version three.}}",
        "aliases: {bug: kind/bug}",
        "aliases:",
        "commands:",
        "commands: {enabled: false}",
        "commands: {prefix: '!'}",
        "commands: {prefix: /tagger-, enabled: true}",
        "commands: {prefix: '%aaaaaaaaaaaaaaaaaaa'}",
      })
  @DisplayName("both accept")
  void bothAccept(String yaml) {
    assertThat(schemaAccepts(yaml)).as("schema").isTrue();
    assertThat(parserAccepts(yaml)).as("parser").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "[a]",
        "3",
        "Mode: off",
        "modes: off",
        "mode: on",
        "mode: OFF",
        "mode:",
        "mode: true",
        "threshold: -0.1",
        "threshold: 1.01",
        "threshold: '0.5'",
        "threshold:",
        "suggest_threshold: high",
        "precision: 90",
        "suggest_precision: often",
        "labels: {a: {precision: -1}}",
        "max_labels: 0",
        "max_labels: 21",
        "max_labels: 1.5",
        "max_labels: '3'",
        "skip_labelled: yes",
        "skip_labelled: 1",
        "dry_run: 'true'",
        "report:",
        "report: weekly",
        "include: '*'",
        "include: {a: b}",
        "exclude: [1]",
        "exclude: [null]",
        "exclude: ['']",
        "exclude: [' ']",
        "exclude: [[a]]",
        "labels: [a]",
        "labels: {a: off}",
        "labels: {a: []}",
        "labels: {a: {colour: red}}",
        "labels: {a: {threshold: 2}}",
        "labels: {a: {hypothesis: ''}}",
        "labels: {a: {hypothesis: 3}}",
        "labels: {'': {mode: off}}",
        "aliases: [a]",
        "aliases: {a: 1}",
        "aliases: {a: {b: c}}",
        "aliases: {a: }",
        "commands: true",
        "commands: {enabled: 1}",
        "commands: {prefix: ''}",
        "commands: {prefix: tag}",
        "commands: {prefix: '#'}",
        "commands: {prefix: '- '}",
        "commands: {prefix: '/a b'}",
        "commands: {prefix: \"/a\\n\"}",
        "commands: {prefix: '/é'}",
        "commands: {prefix: 3}",
        "commands: {prefix: '%aaaaaaaaaaaaaaaaaaaa'}",
        "commands: {prefixes: /}",
      })
  @DisplayName("both refuse")
  void bothRefuse(String yaml) {
    assertThat(schemaAccepts(yaml)).as("schema").isFalse();
    assertThat(parserAccepts(yaml)).as("parser").isFalse();
  }

  @Test
  @DisplayName("both know the limits")
  void bothKnowTheLimits() {
    for (int extra : new int[] {0, 1}) {
      boolean expected = extra == 0;
      List<String> files = new ArrayList<>();
      files.add("exclude: ['" + "é".repeat(100 + extra) + "']");
      files.add("labels: {'" + "\uD83D\uDE80".repeat(100 + extra) + "': }");
      files.add("labels: {a: {hypothesis: '" + "x".repeat(300 + extra) + "'}}");
      files.add("exclude: [" + "a,".repeat(499 + extra) + "a]");
      StringBuilder aliases = new StringBuilder("aliases:\n");
      StringBuilder labels = new StringBuilder("labels:\n");
      for (int i = 0; i < 500 + extra; i++) {
        aliases.append("  a").append(i).append(": b\n");
        labels.append("  a").append(i).append(":\n");
      }
      files.add(aliases.toString());
      files.add(labels.toString());
      for (String yaml : files) {
        assertThat(schemaAccepts(yaml)).as("schema").isEqualTo(expected);
        assertThat(parserAccepts(yaml)).as("parser").isEqualTo(expected);
      }
    }
  }

  /** Comparing two keys, or names without regard to case, is beyond what a schema can say. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{threshold: 0.5, suggest_threshold: 0.6}",
        "{precision: 0.5, suggest_precision: 0.6}",
        "labels: {a: {suggest_precision: 0.95}}",
        "labels: {a: {threshold: 0.2, suggest_threshold: 0.3}}",
        "labels: {a: , A: }",
        "aliases: {a: x, A: y}",
      })
  @DisplayName("only the parser refuses")
  void onlyTheParserRefuses(String yaml) {
    assertThat(schemaAccepts(yaml)).as("schema").isTrue();
    assertThat(parserAccepts(yaml)).as("parser").isFalse();
  }

  @Test
  @DisplayName("every key is explained")
  void everyKeyIsExplained() {
    SCHEMA
        .get("properties")
        .properties()
        .forEach(
            key -> {
              assertThat(key.getValue().path("title").asText()).as(key.getKey()).isNotBlank();
              assertThat(key.getValue().path("description").asText()).as(key.getKey()).isNotBlank();
            });
  }

  @Test
  @DisplayName("its defaults are the shipped ones")
  void itsDefaultsAreTheShippedOnes() {
    Map<String, Object> published = new TreeMap<>();
    SCHEMA
        .get("properties")
        .properties()
        .forEach(
            key ->
                published.put(
                    key.getKey(), JSON.convertValue(key.getValue().path("default"), Object.class)));
    RepositorySettings shipped = RepositorySettings.defaults();

    assertThat(published)
        .containsEntry("mode", "suggest")
        .containsEntry("threshold", shipped.thresholds().apply())
        .containsEntry("suggest_threshold", shipped.thresholds().suggest())
        .containsEntry("precision", shipped.precision().apply())
        .containsEntry("suggest_precision", shipped.precision().suggest())
        .containsEntry("max_labels", shipped.maxLabels())
        .containsEntry("skip_labelled", shipped.skipLabelled())
        .containsEntry("dry_run", shipped.dryRun())
        .containsEntry("report", shipped.report())
        .containsEntry("include", List.of("*"))
        .containsEntry("exclude", List.of())
        .containsEntry("labels", Map.of())
        .containsEntry("aliases", Map.of())
        .containsEntry(
            "commands",
            Map.of("enabled", shipped.commands().enabled(), "prefix", shipped.commands().prefix()))
        .hasSize(14);
  }

  @Test
  @DisplayName("the shipped file is valid and sets every key that has a plain default")
  void theShippedFileIsValidAndSetsEveryKeyThatHasAPlainDefault() {
    String yaml = DefaultSettings.text();

    assertThat(schemaAccepts(yaml)).isTrue();
    assertThat(yaml.lines().filter(line -> line.matches("[a-z_]+:.*")))
        .extracting(line -> line.substring(0, line.indexOf(':')))
        .containsExactly(
            "mode",
            "threshold",
            "suggest_threshold",
            "precision",
            "suggest_precision",
            "max_labels",
            "skip_labelled",
            "dry_run",
            "report",
            "commands",
            "include",
            "exclude");
  }
}
