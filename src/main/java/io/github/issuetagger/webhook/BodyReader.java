package io.github.issuetagger.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads request bodies up to a limit, whatever their headers say. */
final class BodyReader {
  private static final int CHUNK = 16 * 1024;

  private final int limit;

  /**
   * @param limit the largest body in bytes
   */
  BodyReader(int limit) {
    this.limit = limit;
  }

  /**
   * Reads a body.
   *
   * @param announced the value of the header {@code Content-Length}; -1 if there is none
   * @param memory the claim that grows with the body
   */
  Body read(InputStream input, long announced, BodyMemory.Claim memory) throws IOException {
    if (announced > limit) {
      drain(input);
      return new Body.TooLarge();
    }
    // Grows with the received bytes, because the announced size may be false.
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

  /** Reads and drops the rest up to the limit, so that the sender gets to read the response. */
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

  /** The result of reading a body. */
  sealed interface Body {
    /** The complete body. */
    // The array is passed on, not shared.
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(byte[] bytes) implements Body {}

    /** The body is larger than the limit. */
    record TooLarge() implements Body {}

    /** Other bodies use too much memory at the moment. */
    record NoRoom() implements Body {}
  }
}
