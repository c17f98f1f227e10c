package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.config.ModelConfig.Device;
import io.github.issuetagger.config.ModelConfig.ZeroShot;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.scoring.Cascades;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The options of an ONNX Runtime session")
class OnnxSessionOptionsTest {
  @Nested
  @DisplayName("in a build for the CPU")
  class Devices {
    @Test
    @DisplayName("explain how to get CUDA if the configuration asks for it")
    void cuda() throws Exception {
      try (SessionOptions options = new SessionOptions()) {
        assertThatThrownBy(() -> OnnxSessionOptions.addDevice(options, Device.CUDA))
            .isInstanceOf(BundleException.class)
            .hasMessageContaining("-Pcuda");
      }
    }

    @Test
    @DisplayName("choose the CPU if the configuration leaves the choice")
    void auto() {
      ModelConfig config =
          new ModelConfig(
              Optional.empty(),
              Optional.empty(),
              Path.of("target/cache"),
              1,
              2048,
              Device.AUTO,
              ZeroShot.SIMILARITY);
      try (Cascades cascades = Cascades.open(config)) {
        assertThat(cascades.describe()).isNotBlank();
      }
    }
  }

  @Nested
  @DisplayName("detect VNNI")
  class Vnni {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
      "fma avx2 avx512_vnni avx512_bf16, true",
      "fma avx2 avx_vnni, true",
      "fma avx2 avx512f, false",
      "fma avx2 no_avx_vnni_here, false"
    })
    @DisplayName("by the processor's flags")
    void flags(String flags, boolean expected) throws IOException {
      Path cpuInfo =
          Files.writeString(folder.resolve("cpuinfo"), "model\t: 1\nflags\t\t: " + flags + "\n");

      assertThat(OnnxSessionOptions.hasVnni(cpuInfo)).isEqualTo(expected);
    }

    @Test
    @DisplayName("as missing if the flags are unknown")
    void unknown() {
      assertThat(OnnxSessionOptions.hasVnni(folder.resolve("none"))).isFalse();
    }
  }
}
