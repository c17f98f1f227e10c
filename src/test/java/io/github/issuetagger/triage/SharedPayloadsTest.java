package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real payloads, as GitHub sends them, are handled. They lie outside the repository, in {@code
 * github/payloads} under the folder that {@code SHARED_DIR} (system property or environment) names;
 * files are called {@code event.action….payload.json}.
 */
@Tag("shared")
class SharedPayloadsTest {
  @TempDir Path folder;

  @Test
  @DisplayName("each is handled without an error")
  void eachIsHandledWithoutAnError() throws IOException {
    Optional<String> shared =
        Optional.ofNullable(System.getProperty("SHARED_DIR"))
            .or(() -> Optional.ofNullable(System.getenv("SHARED_DIR")));
    assumeTrue(shared.isPresent(), "SHARED_DIR names no folder with payloads");

    List<Path> payloads;
    try (Stream<Path> files = Files.list(Path.of(shared.get(), "github", "payloads"))) {
      payloads = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(payloads).isNotEmpty();
    try (TriageWorld world = new TriageWorld(folder)) {
      for (Path payload : payloads) {
        String name = payload.getFileName().toString();
        String event = name.substring(0, name.indexOf('.'));
        byte[] body = Files.readAllBytes(payload);
        assertThatCode(() -> world.deliver(name, event, body)).as(name).doesNotThrowAnyException();
      }
    }
  }
}
