package io.github.issuetagger.delivery;

import io.github.issuetagger.domain.Delivery;

/** Does what a delivery asks for. May be called again for the same delivery, after a failure. */
@FunctionalInterface
public interface DeliveryHandler {
  /** Handles the delivery; an exception means that it has to be tried again or given up. */
  void handle(Delivery delivery) throws Exception;
}
