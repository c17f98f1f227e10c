package io.github.issuetagger.delivery;

import io.github.issuetagger.domain.Delivery;

/** Processes deliveries. May be called again for the same delivery after a failure. */
@FunctionalInterface
public interface DeliveryHandler {
  /** Processes a delivery. Throws an exception if the delivery must be retried or given up. */
  void handle(Delivery delivery) throws Exception;
}
