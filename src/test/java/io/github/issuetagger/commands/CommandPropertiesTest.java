package io.github.issuetagger.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The properties of commands")
class CommandPropertiesTest {
  /** What the fuzz test starts from, and what it found. */
  private static final Path INPUTS =
      Path.of("src/test/resources/io/github/issuetagger/commands/CommandFuzzTestInputs/comments");

  static List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.list(INPUTS)) {
      List<Path> all = files.sorted().toList();
      assertThat(all).isNotEmpty();
      return all;
    }
  }

  @ParameterizedTest
  @MethodSource("inputs")
  @DisplayName("hold for each input of the fuzz test")
  void hold(Path input) throws IOException {
    CommandProperties.hold(new String(Files.readAllBytes(input), StandardCharsets.UTF_8));
  }
}
