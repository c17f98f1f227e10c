package io.github.issuetagger.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the processor can do that changes what a quantized model says. */
final class CpuFeatures {
  /** Where Linux tells it. */
  static final Path LINUX = Path.of("/proc/cpuinfo");

  /** AMD's and Intel's instructions that add products of 8-bit numbers up in 32 bits. */
  private static final Set<String> VNNI = Set.of("avx512_vnni", "avx_vnni");

  private CpuFeatures() {}

  /**
   * Whether the fast products of 8-bit numbers are exact, too; false where nobody tells.
   *
   * @param told a file in the format of {@link #LINUX}
   */
  static boolean hasVnni(Path told) {
    try {
      List<String> lines = Files.readAllLines(told, StandardCharsets.ISO_8859_1);
      return lines.stream()
          .filter(line -> line.startsWith("flags"))
          .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
          .anyMatch(VNNI::contains);
    } catch (IOException e) {
      return false;
    }
  }
}
