package io.github.issuetagger.batch;

/** Thrown when a file cannot be used at all. The message is for the person who named the file. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
