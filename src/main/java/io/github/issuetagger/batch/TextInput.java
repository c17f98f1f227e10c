package io.github.issuetagger.batch;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** A stream of text, unpacked when its first bytes say that it is gzip or xz. */
final class TextInput {
  private static final int BUFFER = 1 << 16;
  private static final int MAGIC = 6;

  /** An xz file may ask for gigabytes; its best preset needs 65 MiB to unpack. */
  private static final int XZ_MEMORY_KIB = 256 * 1024;

  private TextInput() {}

  /** Reads UTF-8 lines; bytes that are not UTF-8 become U+FFFD. */
  static BufferedReader reader(InputStream stream) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            unpacked(new BufferedInputStream(stream, BUFFER)), StandardCharsets.UTF_8),
        BUFFER);
  }

  private static InputStream unpacked(BufferedInputStream in) throws IOException {
    in.mark(MAGIC);
    byte[] magic = in.readNBytes(MAGIC);
    in.reset();
    if (magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
      return new GZIPInputStream(in, BUFFER);
    }
    if (magic.length == MAGIC && (magic[0] & 0xff) == 0xfd && magic[1] == '7' && magic[2] == 'z') {
      return new XZInputStream(in, XZ_MEMORY_KIB);
    }
    return in;
  }
}
