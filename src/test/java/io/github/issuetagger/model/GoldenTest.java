package io.github.issuetagger.model;

import io.github.issuetagger.model.bundle.BundleLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Java and Python compute the same")
class GoldenTest {
  private static final BundleLoader LOADER = new BundleLoader(Bundles.config().cacheDir());

  /** What {@code model-export} wrote them with: token ids and scores, a case a text. */
  static Stream<String> embedded() {
    return Stream.of("/bundles/matcher", "/bundles/encoder", "/bundles/issue-type", "/bundles/nli")
        .filter(BundleLoader::embedded);
  }

  static Stream<Path> tiny() {
    return Stream.of(
        Bundles.tinyEncoder(), Bundles.tinyMultiLabel(), Bundles.tinyNli(), Bundles.tinyMatcher());
  }

  @ParameterizedTest
  @MethodSource("embedded")
  @DisplayName("with the embedded models")
  void embeddedModels(String bundle) throws IOException {
    try (InputStream golden = getClass().getResourceAsStream(bundle + "/" + GoldenCases.FILE)) {
      GoldenCases.hold(LOADER.classpath(bundle), golden.readAllBytes());
    }
  }

  @ParameterizedTest
  @MethodSource("tiny")
  @DisplayName("with a model of each task")
  void tinyModels(Path bundle) throws IOException {
    GoldenCases.hold(LOADER.folder(bundle));
  }
}
