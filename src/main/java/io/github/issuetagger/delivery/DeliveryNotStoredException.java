package io.github.issuetagger.delivery;

/** A delivery could not be stored, so the receiver must not report it as accepted. */
public final class DeliveryNotStoredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeliveryNotStoredException(Throwable cause) {
    super("the delivery could not be stored", cause);
  }
}
