package io.github.issuetagger.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.model.EntailmentModel;
import io.github.issuetagger.model.TextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
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
  class From_a_folder {
    @Test
    void loads_a_whole_bundle() {
      Bundle bundle = loader.folder(Bundles.copyOfTinyNli(folder)).bundle();

      assertThat(bundle.id()).isEqualTo("tiny-nli 1");
      assertThat(bundle.task()).isEqualTo(ModelTask.NLI);
      assertThat(bundle.outputs().entailment().orElseThrow().entailmentIndex()).isEqualTo(1);
    }

    @Test
    void knows_until_when_a_model_was_trained_where_it_says_so() {
      assertThat(loader.folder(Bundles.tinyMultiLabel()).bundle().trainedUntil()).isEmpty();
      assertThat(
              loader
                  .folder(Bundles.multiLabel(folder, "2024-05-01T12:00:00+02:00"))
                  .bundle()
                  .trainedUntil())
          .contains(Instant.parse("2024-05-01T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-05-01", "last May", " "})
    void refuses_a_time_of_training_that_is_no_instant(String wrong) {
      Bundles.multiLabel(folder, wrong);

      assertThatThrownBy(() -> loader.folder(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("'trained_until' must be a");
    }

    @Test
    void tells_apart_bundles_that_score_otherwise_and_no_others() throws IOException {
      String tiny = loader.folder(Bundles.tinyMultiLabel()).bundle().fingerprint();
      Path manifest = Bundles.multiLabel(folder, "2024-05-01T12:00:00Z").resolve("bundle.json");

      assertThat(loader.folder(folder).bundle().fingerprint()).hasSize(32).isEqualTo(tiny);
      Files.writeString(
          manifest, Files.readString(manifest).replace("\"slope\": 0.5", "\"slope\": 0.6"));
      assertThat(loader.folder(folder).bundle().fingerprint()).isNotEqualTo(tiny);
    }

    @Test
    void refuses_a_folder_without_a_bundle() {
      assertThatThrownBy(() -> loader.folder(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("no bundle.json");
    }

    @Test
    void refuses_a_missing_file() throws IOException {
      Files.delete(Bundles.copyOfTinyNli(folder).resolve("model.onnx"));

      assertThatThrownBy(() -> loader.folder(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("lacks model.onnx");
    }

    @Test
    void refuses_a_file_with_another_hash() throws IOException {
      Files.writeString(Bundles.copyOfTinyNli(folder).resolve("tokenizer.json"), "{}");

      assertThatThrownBy(() -> loader.folder(folder))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("tokenizer.json has SHA-256")
          .hasMessageContaining("damaged or was exchanged");
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
    void refuses_a_manifest_that_is_wrong(String from, String to, String reason)
        throws IOException {
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
    void refuses_heads_that_are_wrong(String from, String to, String reason) throws IOException {
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
    void refuses_a_model_without_the_outputs_that_it_names(String from, String to, String reason)
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
    void refuses_a_model_of_another_task() {
      LoadedBundle loaded = loader.folder(Bundles.copyOfTinyNli(folder));

      assertThatThrownBy(() -> TextEncoder.open(loaded, Bundles.config()))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("is for task nli, but encoder is needed");
    }

    @Test
    void refuses_what_onnx_runtime_cannot_read() throws IOException {
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
  class From_the_class_path {
    private static final String RESOURCE = "/bundles/tiny-nli";

    @Test
    void unpacks_once_under_its_hash() throws IOException {
      Path first = loader.classpath(RESOURCE).folder();
      Object written = Files.getLastModifiedTime(first.resolve("model.onnx"));

      Path second = loader.classpath(RESOURCE).folder();

      assertThat(second).isEqualTo(first).startsWith(cache);
      assertThat(Files.getLastModifiedTime(second.resolve("model.onnx"))).isEqualTo(written);
    }

    @Test
    void mends_a_damaged_copy() throws IOException {
      Path model = loader.classpath(RESOURCE).folder().resolve("model.onnx");
      Files.writeString(model, "damaged");

      loader.classpath(RESOURCE);

      assertThat(Files.size(model)).isGreaterThan("damaged".length());
    }

    @Test
    void leaves_no_half_unpacked_folder_behind() throws IOException {
      loader.classpath(RESOURCE);
      loader.classpath(RESOURCE);

      try (Stream<Path> entries = Files.list(cache.resolve("bundles"))) {
        assertThat(entries).hasSize(1);
      }
    }

    @Test
    void refuses_what_is_not_there() {
      assertThatThrownBy(() -> loader.classpath("/bundles/nowhere"))
          .isInstanceOf(BundleException.class)
          .hasMessageContaining("lacks /bundles/nowhere/bundle.json");
    }
  }
}
