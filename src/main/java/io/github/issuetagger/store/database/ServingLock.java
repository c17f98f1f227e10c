package io.github.issuetagger.store.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock of the one process that serves from an SQLite file. The operating system releases the
 * lock when the process ends, even if it is killed.
 */
final class ServingLock implements AutoCloseable {
  private final FileChannel channel;

  private ServingLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Acquires the lock on a file beside the database file.
   *
   * @throws StoreException if another process holds the lock
   */
  static ServingLock take(Path database) {
    Path file = database.resolveSibling(database.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StoreException(
            database
                + " is served by another process. Stop that one, or set DATABASE_URL to a"
                + " PostgreSQL database to run several",
            null);
      }
      return new ServingLock(channel);
    } catch (IOException e) {
      throw new StoreException("cannot lock " + file, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This process holds the lock already.
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreException("cannot release the lock on the database", e);
    }
  }
}
