package io.github.issuetagger.delivery;

import io.github.issuetagger.domain.Delivery;
import java.util.List;

/**
 * Hands a delivery to several, one after the other. A failure does not keep it from the rest; the
 * first one is thrown in the end, and with it the delivery is handed to all of them again.
 */
public final class DeliveryHandlerChain implements DeliveryHandler {
  private final List<DeliveryHandler> handlers;

  public DeliveryHandlerChain(DeliveryHandler... handlers) {
    this.handlers = List.of(handlers);
  }

  @Override
  public void handle(Delivery delivery) throws Exception {
    Exception first = null;
    for (DeliveryHandler handler : handlers) {
      try {
        handler.handle(delivery);
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
