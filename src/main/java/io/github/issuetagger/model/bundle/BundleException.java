package io.github.issuetagger.model.bundle;

/** Signals a model bundle that cannot be used. The message addresses the operator. */
public final class BundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BundleException(String message) {
    super(message);
  }

  public BundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
