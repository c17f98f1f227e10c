package io.github.issuetagger.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The processor")
class CpuFeaturesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "fma avx2 avx512_vnni avx512_bf16, true",
    "fma avx2 avx_vnni, true",
    "fma avx2 avx512f, false",
    "fma avx2 no_avx_vnni_here, false"
  })
  @DisplayName("has VNNI if its flags say so")
  void hasVNNIIfItsFlagsSaySo(String flags, boolean has) throws IOException {
    Path told =
        Files.writeString(folder.resolve("cpuinfo"), "model\t: 1\nflags\t\t: " + flags + "\n");

    assertThat(CpuFeatures.hasVnni(told)).isEqualTo(has);
  }

  @Test
  @DisplayName("is taken to lack it where nobody tells")
  void isTakenToLackItWhereNobodyTells() {
    assertThat(CpuFeatures.hasVnni(folder.resolve("none"))).isFalse();
  }
}
