package io.github.issuetagger.events;

import io.github.issuetagger.domain.Delivery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parses each delivery once and passes its event to the event's handlers, in order. A handler that
 * fails does not stop the next one. The first failure is thrown at the end, so that the delivery is
 * retried with all of its handlers. Safe for use by several threads.
 */
public final class WebhookEventRouter {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookEventRouter.class);

  private final WebhookEventParser parser = new WebhookEventParser();
  private final Map<Class<? extends WebhookEvent>, List<Handler<WebhookEvent>>> handlers;

  private WebhookEventRouter(
      Map<Class<? extends WebhookEvent>, List<Handler<WebhookEvent>>> handlers) {
    this.handlers = Map.copyOf(handlers);
  }

  /**
   * Acts on one type of event. May be called again for the same event after a failure.
   *
   * @param <E> the type of event
   */
  @FunctionalInterface
  public interface Handler<E extends WebhookEvent> {
    /**
     * Acts on an event.
     *
     * @throws Exception if the delivery must be retried or given up
     */
    void handle(E event) throws Exception;
  }

  /** Lists the handlers of each event. */
  public static final class Builder {
    private final Map<Class<? extends WebhookEvent>, List<Handler<WebhookEvent>>> handlers =
        new LinkedHashMap<>();

    private Builder() {}

    /** Sets the handlers of a type of event, in the order in which they are called. */
    @SafeVarargs
    public final <E extends WebhookEvent> Builder on(Class<E> type, Handler<E>... inOrder) {
      List<Handler<WebhookEvent>> list = new ArrayList<>();
      for (Handler<E> handler : inOrder) {
        list.add(event -> handler.handle(type.cast(event)));
      }
      handlers.put(type, List.copyOf(list));
      return this;
    }

    /** Returns the router. */
    public WebhookEventRouter build() {
      return new WebhookEventRouter(handlers);
    }
  }

  /** Starts a list of handlers. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Passes a delivery's event to its handlers. Ignores events without handlers and malformed
   * payloads.
   *
   * @throws Exception the first handler's failure, if any; further failures are suppressed in it
   */
  public void handle(Delivery delivery) throws Exception {
    Optional<WebhookEvent> event = parse(delivery);
    if (event.isEmpty()) {
      return;
    }
    Exception first = null;
    for (Handler<WebhookEvent> handler : handlers.getOrDefault(event.get().getClass(), List.of())) {
      try {
        handler.handle(event.get());
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

  private Optional<WebhookEvent> parse(Delivery delivery) {
    try {
      Optional<WebhookEvent> event = parser.parse(delivery);
      if (event.isEmpty()) {
        LOG.debug("no handler needs this {} event", delivery.event());
      }
      return event;
    } catch (MalformedPayloadException e) {
      LOG.warn(
          "ignored the {} payload of delivery {}: {}",
          delivery.event(),
          delivery.guid(),
          e.getMessage());
      return Optional.empty();
    }
  }
}
