package io.github.issuetagger.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation shows works. */
class SettingsDocsTest {
  private static final Path PAGE = Path.of("docs", "settings.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

  static Stream<String> examples() throws IOException {
    List<String> found =
        EXAMPLE.matcher(Files.readString(PAGE)).results().map(result -> result.group(1)).toList();
    assertThat(found).isNotEmpty();
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  @DisplayName("every example is valid")
  void everyExampleIsValid(String yaml) {
    assertThat(new SettingsParser().parse(yaml).problems()).isEmpty();
  }

  @Test
  @DisplayName("every key of the schema is explained")
  void everyKeyOfTheSchemaIsExplained() throws IOException {
    String page = Files.readString(PAGE);

    for (String key : SettingsSchemaTest.keys()) {
      assertThat(page).containsPattern("(?m)^### .*`" + key + "`");
    }
  }
}
