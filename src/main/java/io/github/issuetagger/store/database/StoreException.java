package io.github.issuetagger.store.database;

import org.jspecify.annotations.Nullable;

/** A failure of the database. The message has no credentials and no content. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
