package io.github.issuetagger.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.issuetagger.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The demo in a process of its own")
class DemoProcessTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("ends at once when it is told to, and leaves nothing behind")
  void endsAtOnce() throws Exception {
    Path output = folder.resolve("demo.log");
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Process demo =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.io.tmpdir=" + temporary,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "demo",
                    "--port",
                    "0"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(output).contains("Try it yourself"));

      demo.destroy();

      assertThat(demo.waitFor(15, TimeUnit.SECONDS)).as("ended: %s", output).isTrue();
      try (Stream<Path> left = Files.list(temporary)) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .noneMatch(name -> name.startsWith("issue-tagger-demo"));
      }
    } finally {
      demo.destroyForcibly();
    }
  }
}
