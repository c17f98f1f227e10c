package io.github.issuetagger.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a body that may not be larger than a limit, whatever its headers say. */
final class BodyReader {
  private static final int CHUNK = 16 * 1024;

  private final int limit;

  BodyReader(int limit) {
    this.limit = limit;
  }

  /**
   * The body; empty when it is larger than the limit.
   *
   * @param announced what the header {@code Content-Length} says, -1 when it says nothing
   */
  Optional<byte[]> read(InputStream input, long announced) throws IOException {
    if (announced > limit) {
      drain(input);
      return Optional.empty();
    }
    // Grows with what really comes: an announced size costs the sender nothing.
    ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    for (int read = input.read(chunk); read >= 0; read = input.read(chunk)) {
      if (body.size() + read > limit) {
        drain(input);
        return Optional.empty();
      }
      body.write(chunk, 0, read);
    }
    return Optional.of(body.toByteArray());
  }

  /** Lets the sender finish, within bounds, so that it gets to read the answer. */
  private void drain(InputStream input) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long left = limit;
    while (left > 0) {
      int read = input.read(chunk);
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }
}
