package io.github.issuetagger.batch;

/** A file that cannot be used as a whole; the message is written for who named it. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
