package io.github.issuetagger.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.EntailmentModel;
import io.github.issuetagger.model.TextEncoder;
import io.github.issuetagger.model.bundle.OutputSpec.Ngrams;
import io.github.issuetagger.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleLoaderTest {
  @TempDir Path cache;
  @TempDir Path folder;
  private BundleLoader loader;

  @BeforeEach
  void setUp() {
    loader = new BundleLoader(cache);
  }

  @Nested
  @DisplayName("From a folder")
  class FromAFolder {
    @Test
    @DisplayName("loads a complete bundle")
    void loadsAWholeBundle() {
      Bundle bundle = loader.folder(Bundles.copyOfTinyNli(folder)).bundle();

      assertThat(bundle.id()).isEqualTo("tiny-nli 1");
      assertThat(bundle.task()).isEqualTo(ModelTask.NLI);
      assertThat(bundle.outputs().entailment().orElseThrow().entailmentIndex()).isEqualTo(1);
    }

    @Test
    @DisplayName("reads until when a model was trained, if the bundle says so")
    void knowsUntilWhenAModelWasTrainedWhereItSaysSo() {
      assertThat(loader.folder(Bundles.tinyMultiLabel()).bundle().trainedUntil()).isEmpty();
      assertThat(
              loader
                  .folder(Bundles.multiLabel(folder, "2024-05-01T12:00:00+02:00"))
                  .bundle()
                  .trainedUntil())
          .contains(Instant.parse("2024-05-01T10:00:00Z"));
    }

    @Test
    @DisplayName("keeps the text that stored fingerprints are computed from")
    void fingerprintText() {
      assertThat(new LabelHead("bug", 0.5, Calibration.IDENTITY))
          .hasToString(
              "LabelHead[name=bug, threshold=0.5, calibration=Calibration[slope=1.0, intercept=0.0]]");
      assertThat(new Ngrams("words.tsv", 0.25)).hasToString("Ngrams[file=words.tsv, weight=0.25]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-05-01", "last May", " "})
    @DisplayName("rejects a training time that is not an instant")
    void refusesATimeOfTrainingThatIsNoInstant(String wrong) {
      Bundles.multiLabel(folder, wrong);

      assertThatThrownBy(() -> loader.folder(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("'trained_until' must be a");
    }

    @Test
    @DisplayName("gives different fingerprints only to bundles with different scores")
    void tellsApartBundlesThatScoreOtherwiseAndNoOthers() throws IOException {
      String tiny = loader.folder(Bundles.tinyMultiLabel()).bundle().fingerprint();
      Path manifest = Bundles.multiLabel(folder, "2024-05-01T12:00:00Z").resolve("bundle.json");

      assertThat(loader.folder(folder).bundle().fingerprint()).hasSize(32).isEqualTo(tiny);
      Files.writeString(
          manifest, Files.readString(manifest).replace("\"slope\": 0.5", "\"slope\": 0.6"));
      assertThat(loader.folder(folder).bundle().fingerprint()).isNotEqualTo(tiny);
    }

    @Test
    @DisplayName("rejects a folder without a bundle")
    void refusesAFolderWithoutABundle() {
      assertThatThrownBy(() -> loader.folder(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("no bundle.json");
    }

    @Test
    @DisplayName("rejects a bundle with a missing file")
    void refusesAMissingFile() throws IOException {
      Files.delete(Bundles.copyOfTinyNli(folder).resolve("model.onnx"));

      assertThatThrownBy(() -> loader.folder(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("lacks model.onnx");
    }

    @Test
    @DisplayName("rejects a file with another hash")
    void refusesAFileWithAnotherHash() throws IOException {
      Files.writeString(Bundles.copyOfTinyNli(folder).resolve("tokenizer.json"), "{}");

      assertThatThrownBy(() -> loader.folder(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("tokenizer.json has SHA-256")
          .hasMessageContaining("damaged or was replaced");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        value = {
          "\"format\": 1 ~ \"format\": 9 ~ reads up to 1",
          "\"task\": \"nli\" ~ \"task\": \"poetry\" ~ none of encoder, multi-label, nli",
          "\"maxLength\": 32 ~ \"maxLength\": -1 ~ positive whole number",
          "\"name\": \"tiny-nli\" ~ \"name\": \"../up\" ~ 'name' must match",
          "\"model.onnx\": ~ \"../model.onnx\": ~ not a plain file name",
          "\"tokenizer.json\": ~ \"other.json\": ~ lacks the SHA-256 of tokenizer.json",
          "\"entailment\", ~ \"implied\", ~ one of them 'entailment'",
          "\"threshold\": 0.5 ~ \"threshold\": 7 ~ not in 0–1",
          "\"license\" ~ \"licence\" ~ 'license' must be a text",
          "{ ~ [ ~ not JSON",
        })
    @DisplayName("rejects an invalid manifest")
    void refusesAManifestThatIsWrong(String from, String to, String reason) throws IOException {
      Path manifest = Bundles.copyOfTinyNli(folder).resolve("bundle.json");
      Files.writeString(manifest, Files.readString(manifest).replaceFirst(quote(from), to));

      assertThatThrownBy(() -> loader.folder(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        value = {
          "\"issue-type.ngrams.tsv\": \" ~ \"other.tsv\": \" ~ lacks the SHA-256 of issue-type.ngrams.tsv",
          "\"output\" ~ \"exit\" ~ 'output' must be a text",
          "\"weight\": 0.5 ~ \"weight\": \"a\" ~ 'weight' must be a number",
          "\"weight\": 0.5 ~ \"weight\": 1e999 ~ 'weight' must be a number",
          "\"question\" ~ \"BUG\" ~ names 'BUG' twice",
          "\"name\": \"issue-type\" ~ \"name\": \"\" ~ 'name' must be a text",
          "\"cosine.whole\": 4.0 ~ \"cosine.whole\": null ~ 'cosine.whole' must be a number",
        })
    @DisplayName("rejects invalid heads")
    void refusesHeadsThatAreWrong(String from, String to, String reason) throws IOException {
      Path manifest = Bundles.copyOfTinyEncoder(folder).resolve("bundle.json");
      Files.writeString(manifest, Files.readString(manifest).replaceFirst(quote(from), to));

      assertThatThrownBy(() -> loader.folder(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        value = {
          "\"issue_type\" ~ \"kind\" ~ no output 'kind', only [issue_type, last_hidden_state]",
          "\"issue_type\" ~ \"last_hidden_state\" ~ must have 2 dimensions, the last one 4 long",
        })
    @DisplayName("rejects a model without the outputs that the bundle names")
    void refusesAModelWithoutTheOutputsThatItNames(String from, String to, String reason)
        throws IOException {
      Path manifest = Bundles.copyOfTinyEncoder(folder).resolve("bundle.json");
      Files.writeString(manifest, Files.readString(manifest).replaceFirst(quote(from), to));
      LoadedBundle loaded = loader.folder(folder);

      assertThatThrownBy(() -> TextEncoder.open(loaded, Bundles.config()))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining(reason);
    }

    private String quote(String text) {
      return java.util.regex.Pattern.quote(text);
    }

    @Test
    @DisplayName("rejects a model of another task")
    void refusesAModelOfAnotherTask() {
      LoadedBundle loaded = loader.folder(Bundles.copyOfTinyNli(folder));

      assertThatThrownBy(() -> TextEncoder.open(loaded, Bundles.config()))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("is for task nli, but encoder is needed");
    }

    @Test
    @DisplayName("rejects what ONNX Runtime cannot read")
    void refusesWhatOnnxRuntimeCannotRead() throws IOException {
      Path model = Bundles.copyOfTinyNli(folder).resolve("model.onnx");
      String old = Sha256.of(model);
      Files.writeString(model, "not a model");
      Path manifest = folder.resolve("bundle.json");
      Files.writeString(manifest, Files.readString(manifest).replace(old, Sha256.of(model)));
      LoadedBundle loaded = loader.folder(folder);

      assertThatThrownBy(() -> EntailmentModel.open(loaded, Bundles.config()))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("cannot load model.onnx");
    }
  }

  @Nested
  @DisplayName("From the class path")
  class FromTheClassPath {
    private static final String RESOURCE = "/bundles/tiny-nli";

    @Test
    @DisplayName("unpacks once, under the hash")
    void unpacksOnceUnderItsHash() throws IOException {
      Path first = loader.classpath(RESOURCE).folder();
      Object written = Files.getLastModifiedTime(first.resolve("model.onnx"));

      Path second = loader.classpath(RESOURCE).folder();

      assertThat(second).isEqualTo(first).startsWith(cache);
      assertThat(Files.getLastModifiedTime(second.resolve("model.onnx"))).isEqualTo(written);
    }

    @Test
    @DisplayName("replaces a damaged copy")
    void mendsADamagedCopy() throws IOException {
      Path model = loader.classpath(RESOURCE).folder().resolve("model.onnx");
      Files.writeString(model, "damaged");

      loader.classpath(RESOURCE);

      assertThat(Files.size(model)).isGreaterThan("damaged".length());
    }

    @Test
    @DisplayName("leaves no incomplete folder behind")
    void leavesNoHalfUnpackedFolderBehind() throws IOException {
      loader.classpath(RESOURCE);
      loader.classpath(RESOURCE);

      try (Stream<Path> entries = Files.list(cache.resolve("bundles"))) {
        assertThat(entries).hasSize(1);
      }
    }

    @Test
    @DisplayName("rejects a missing bundle")
    void refusesWhatIsNotThere() {
      assertThatThrownBy(() -> loader.classpath("/bundles/nowhere"))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("lacks /bundles/nowhere/bundle.json");
    }
  }
}
