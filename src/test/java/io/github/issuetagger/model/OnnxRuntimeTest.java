package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The shipped ONNX Runtime")
class OnnxRuntimeTest {
  private static final String LIBRARY = "/ai/onnxruntime/native/linux-x64/libonnxruntime.so";

  /**
   * From 1.29 on, ONNX Runtime also sends telemetry to Microsoft from Linux, unless an environment
   * variable disabled it before the start; see docs/decisions/0002-onnxruntime-version.md.
   */
  @Test
  @DisplayName("contains no address for telemetry")
  void knowsNoAddressToReportTo() throws IOException {
    try (InputStream stream = OrtEnvironment.class.getResourceAsStream(LIBRARY)) {
      assertThat(stream).as(LIBRARY).isNotNull();
      String content = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(content.contains("onnxruntime")).as("it can be searched").isTrue();
      assertThat(content.contains("events.data.microsoft.com")).as("it reports").isFalse();
    }
  }
}
