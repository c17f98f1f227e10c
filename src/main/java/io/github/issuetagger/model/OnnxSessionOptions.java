package io.github.issuetagger.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.issuetagger.config.ModelConfig;
import io.github.issuetagger.config.ModelConfig.Device;
import io.github.issuetagger.model.bundle.BundleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of ONNX Runtime that every session gets. */
final class OnnxSessionOptions {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxSessionOptions.class);
  private static final int FIRST_GPU = 0;

  /** Where Linux lists the processor's features. */
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** AMD's and Intel's instructions that sum products of 8-bit numbers in 32 bits. */
  private static final Set<String> VNNI = Set.of("avx512_vnni", "avx_vnni");

  private OnnxSessionOptions() {}

  /**
   * Creates the options for a session. The caller closes them.
   *
   * @throws BundleException if the configuration asks for CUDA, but this build has none
   * @throws OrtException if the configuration asks for CUDA, but CUDA does not start
   */
  static SessionOptions create(ModelConfig config) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(config.threads());
    options.setInterOpNumThreads(1);
    // Nearly every issue has a different length, so cached memory patterns would only pile up.
    options.setMemoryPatternOptimization(false);
    // Spinning threads would keep the processor busy while the server waits for issues.
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    if (!hasVnni(CPU_INFO)) {
      // Without VNNI the fast int8 products overflow silently. With VNNI the slow ones gain
      // nothing.
      options.addConfigEntry("session.x64quantprecision", "1");
    }
    addDevice(options, config.device());
    return options;
  }

  /** Adds the CUDA provider if the configuration asks for it, or if it is available. */
  static void addDevice(SessionOptions options, Device device) throws OrtException {
    boolean available = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    if (device == Device.CUDA && !available) {
      throw new BundleException(
          "MODEL_DEVICE is cuda, but this build runs on the processor only;"
              + " build it with ./mvnw -Pcuda package");
    }
    if (device == Device.CUDA) {
      options.addCUDA(FIRST_GPU);
    } else if (device == Device.AUTO && available) {
      try {
        options.addCUDA(FIRST_GPU);
      } catch (OrtException e) {
        LOG.warn("Running the model on the CPU, because CUDA does not start: {}", e.getMessage());
      }
    }
  }

  /**
   * Returns whether the processor has VNNI, so that fast int8 products are exact. Returns false if
   * the file cannot be read.
   *
   * @param cpuInfo a file in the format of {@code /proc/cpuinfo}
   */
  static boolean hasVnni(Path cpuInfo) {
    try {
      return Files.readAllLines(cpuInfo, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith("flags"))
          .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
          .anyMatch(VNNI::contains);
    } catch (IOException e) {
      return false;
    }
  }
}
