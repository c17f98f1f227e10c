package io.github.issuetagger;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts that are open, and the order in which they are closed. */
final class ResourceStack implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ResourceStack.class);

  private final Deque<AutoCloseable> doors = new ArrayDeque<>();
  private final Deque<AutoCloseable> inner = new ArrayDeque<>();

  /** A part by which work comes in: closed before every inner one. */
  <T extends AutoCloseable> T door(T part) {
    doors.push(part);
    return part;
  }

  /** A part that later ones may stand on: closed after them. */
  <T extends AutoCloseable> T inner(T part) {
    inner.push(part);
    return part;
  }

  /** Closes all; one that fails does not keep the others open. */
  @Override
  public void close() {
    closeAll(doors);
    closeAll(inner);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.warn("{} did not close", part.getClass().getSimpleName(), e);
      }
    }
  }
}
