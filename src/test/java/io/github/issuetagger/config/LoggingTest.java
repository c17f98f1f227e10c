package io.github.issuetagger.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The log")
class LoggingTest {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(out);
    System.setErr(err);
  }

  /** Logs one line of each of two levels as the shipped {@code logback.xml} says. */
  private String log(Map<String, String> properties, Map<String, String> mdc)
      throws JoranException {
    LoggerContext context = new LoggerContext();
    LogbackMDCAdapter adapter = new LogbackMDCAdapter();
    context.setMDCAdapter(adapter);
    properties.forEach(context::putProperty);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Objects.requireNonNull(LoggingTest.class.getResource("/logback.xml")));
    mdc.forEach(adapter::put);
    context.getLogger("io.github.issuetagger.SomeClass").debug("hardly ever");
    context.getLogger("io.github.issuetagger.SomeClass").info("labelled in {} ms", 12);
    context.stop();
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void isPlainTextOnTheErrorStream() throws JoranException {
    assertThat(log(Map.of(), Map.of()))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  SomeClass: labelled in 12 ms\\R");
    assertThat(output.size()).isZero();
  }

  @Test
  void namesTheDeliveryTheRepositoryAndTheIssue() throws JoranException {
    assertThat(log(Map.of(), Map.of("delivery", "72d3162e")))
        .contains("SomeClass [72d3162e]: labelled");
    written.reset();
    assertThat(
            log(Map.of(), Map.of("delivery", "72d3162e", "repository", "octo/hello", "issue", "7")))
        .contains("SomeClass [72d3162e octo/hello 7]: labelled");
  }

  @Test
  void isOneJsonObjectALineWhenAskedFor() throws JoranException, JsonProcessingException {
    String line = log(Map.of("issuetagger.log.format", "json"), Map.of("delivery", "72d3162e"));

    assertThat(line.lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.path("level").asText()).isEqualTo("INFO");
    assertThat(json.path("formattedMessage").asText()).isEqualTo("labelled in 12 ms");
    assertThat(json.path("mdc").path("delivery").asText()).isEqualTo("72d3162e");
  }

  @Test
  void saysMoreWhenAskedFor() throws JoranException {
    assertThat(log(Map.of("issuetagger.log.level", "DEBUG"), Map.of())).contains("hardly ever");
  }
}
