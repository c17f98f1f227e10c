package io.github.issuetagger.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.issuetagger.config.ModelConfig.Device;
import io.github.issuetagger.model.bundle.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a session on the processor or on an NVIDIA GPU. */
final class Devices {
  private static final Logger log = LoggerFactory.getLogger(Devices.class);
  private static final int FIRST_GPU = 0;

  private Devices() {}

  /**
   * Chooses the device of the session that is to be made with these options.
   *
   * @throws BundleException when CUDA is asked for and this build has none
   * @throws OrtException when CUDA is asked for and does not start
   */
  static void choose(SessionOptions options, Device device) throws OrtException {
    boolean built = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    if (device == Device.CUDA && !built) {
      throw new BundleException(
          "MODEL_DEVICE is cuda, but this build runs on the processor only;"
              + " build it with ./mvnw -Pcuda package");
    }
    if (device == Device.CUDA) {
      options.addCUDA(FIRST_GPU);
    } else if (device == Device.AUTO && built) {
      try {
        options.addCUDA(FIRST_GPU);
      } catch (OrtException e) {
        log.warn("The model runs on the processor, for CUDA does not start: {}", e.getMessage());
      }
    }
  }
}
