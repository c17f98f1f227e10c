package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.config.ModelConfig.Device;
import io.github.issuetagger.config.ModelConfig.ZeroShot;
import io.github.issuetagger.model.bundle.BundleException;
import io.github.issuetagger.scoring.Cascades;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A build for the processor")
class DevicesTest {
  @Test
  @DisplayName("says how to get CUDA when it is asked for")
  void cuda() throws Exception {
    try (SessionOptions options = new SessionOptions()) {
      assertThatThrownBy(() -> Devices.choose(options, Device.CUDA))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("-Pcuda");
    }
  }

  @Test
  @DisplayName("predicts on the processor when it may choose")
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
