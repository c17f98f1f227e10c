package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.issuetagger.model.bundle.BundleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The models in full precision, which are too large to ship: Java and Python agree on their raw
 * outputs. The bundles, made by {@code model-export export --quantize none}, lie side by side under
 * the folder that {@code FP32_DIR} (system property or environment) names.
 */
@Tag("shared")
class SharedFp32Test {
  @Test
  @DisplayName("each bundle computes the same in Java and Python")
  void agrees() throws IOException {
    Optional<String> folder =
        Optional.ofNullable(System.getProperty("FP32_DIR"))
            .or(() -> Optional.ofNullable(System.getenv("FP32_DIR")));
    assumeTrue(folder.isPresent(), "FP32_DIR names no folder with bundles");

    List<Path> bundles;
    try (Stream<Path> files = Files.list(Path.of(folder.get()))) {
      bundles =
          files.filter(file -> Files.exists(file.resolve(GoldenCases.FILE))).sorted().toList();
    }
    assertThat(bundles).isNotEmpty();
    BundleLoader loader = new BundleLoader(Bundles.config().cacheDir());
    for (Path bundle : bundles) {
      GoldenCases.hold(loader.folder(bundle));
    }
  }
}
