package io.github.issuetagger.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo")
class DemoTest {
  private final StringWriter text = new StringWriter();
  private Sandbox sandbox;
  private Demo demo;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    demo = Demo.prepare(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  @DisplayName("has labels with descriptions and issues of all lengths")
  void sample() {
    assertThat(sandbox.repositories().get(0).labels())
        .hasSizeGreaterThanOrEqualTo(12)
        .allSatisfy(label -> assertThat(label.description()).isNotBlank());
    assertThat(DemoSample.load().issues())
        .hasSize(6)
        .allSatisfy(issue -> assertThat(issue.body()).hasSizeGreaterThan(100))
        .allSatisfy(issue -> assertThat(issue.author()).matches("[a-z-]+"));
  }

  @Test
  @DisplayName("reports the App's comment on each issue, and when the App was silent")
  void tells() throws Exception {
    try (FakeApp app = new FakeApp(sandbox)) {
      List<DemoOutcome> outcomes = demo.run(app, Duration.ofSeconds(30), new PrintWriter(text));
      assertThat(outcomes).hasSize(6).allMatch(DemoOutcome::finished);
      assertThat(outcomes.get(0).issue().labelNames()).containsExactly("bug");
      assertThat(outcomes.get(0).took()).isPresent();
      assertThat(outcomes.get(5).took()).isEmpty();
    }
    assertThat(text.toString())
        .contains("#1 Importing a recipe from a web page loses the fractions")
        .containsPattern("applied +bug +91 %")
        .containsPattern("suggested +area/import +52 %")
        .contains("#6 Five years with Larder", "silent")
        .containsPattern("6 issues: 5 labeled, 5 commented, 1 left alone; median \\d+ ms");
  }

  @Test
  @DisplayName("continues if the App does not finish")
  void patience() throws Exception {
    DemoApp deaf =
        new DemoApp() {
          @Override
          public URI webhookUrl() {
            return URI.create("http://127.0.0.1:1/");
          }

          @Override
          public void onFinished(Consumer<String> listener) {}
        };
    List<DemoOutcome> outcomes = demo.run(deaf, Duration.ofMillis(1), new PrintWriter(text));
    assertThat(outcomes).hasSize(6).noneMatch(DemoOutcome::finished);
    assertThat(text.toString()).contains("unfinished").doesNotContain("median");
  }

  @Test
  @DisplayName("prints nothing that could control a terminal")
  void terminal() {
    assertThat(DemoReport.printable("a\u001b[31mred\u0007 \u202eback\u2028line\nend"))
        .isEqualTo("a[31mred backlineend");
  }
}
