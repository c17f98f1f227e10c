package io.github.issuetagger.delivery;

/** A delivery could not be stored, so nobody may be told that it was accepted. */
public final class DeliveryNotStoredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeliveryNotStoredException(Throwable cause) {
    super("the delivery could not be stored", cause);
  }
}
