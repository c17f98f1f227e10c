package io.github.issuetagger.store.database;

import org.jspecify.annotations.Nullable;

/** The database does not do what it has to. The message holds no credentials and no content. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
