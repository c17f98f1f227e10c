package io.github.issuetagger.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a body that may not be larger than a limit, whatever its headers say. */
final class BodyReader {
  private static final int CHUNK = 16 * 1024;

  private final int limit;

  /**
   * @param limit the most bytes that a body may have
   */
  BodyReader(int limit) {
    this.limit = limit;
  }

  /**
   * Reads the body.
   *
   * @param announced what the header {@code Content-Length} says, -1 when it says nothing
   * @param memory grows with the body
   */
  Body read(InputStream input, long announced, BodyMemory.Claim memory) throws IOException {
    if (announced > limit) {
      drain(input);
      return new Body.TooLarge();
    }
    // Grows with what really comes: to announce a size costs the sender nothing.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    for (int read = input.read(chunk); read >= 0; read = input.read(chunk)) {
      if (bytes.size() + read > limit) {
        drain(input);
        return new Body.TooLarge();
      }
      if (!memory.growTo(bytes.size() + read)) {
        drain(input);
        return new Body.NoRoom();
      }
      bytes.write(chunk, 0, read);
    }
    return new Body.Whole(bytes.toByteArray());
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

  /** What became of reading a body. */
  sealed interface Body {
    /** All of it. */
    // The array is handed on, not shared.
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(byte[] bytes) implements Body {}

    /** More than the limit. */
    record TooLarge() implements Body {}

    /** Other bodies hold too much memory at the moment. */
    record NoRoom() implements Body {}
  }
}
