package io.github.issuetagger.model.bundle;

/** A model bundle that cannot be used, and why; the message is written for the operator. */
public final class BundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BundleException(String message) {
    super(message);
  }

  public BundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
