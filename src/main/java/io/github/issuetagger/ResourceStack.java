package io.github.issuetagger;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open parts of the App, in the order in which they are closed. */
final class ResourceStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ResourceStack.class);

  private final Deque<AutoCloseable> doors = new ArrayDeque<>();
  private final Deque<AutoCloseable> inner = new ArrayDeque<>();

  /** Adds a part that accepts work. Closed before every inner part. */
  <T extends AutoCloseable> T door(T part) {
    doors.push(part);
    return part;
  }

  /** Adds a part that later parts may use. Closed after them. */
  <T extends AutoCloseable> T inner(T part) {
    inner.push(part);
    return part;
  }

  /** Closes all parts, even if one of them fails. */
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
        LOG.warn("could not close {}", part.getClass().getSimpleName(), e);
      }
    }
  }
}
