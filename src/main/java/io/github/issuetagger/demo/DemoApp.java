package io.github.issuetagger.demo;

import java.net.URI;
import java.util.function.Consumer;

/** A running App that the demo observes. */
public interface DemoApp {
  /** Returns the URL that receives webhooks. */
  URI webhookUrl();

  /**
   * Registers a listener for finished deliveries, whether or not the App acted. Failed deliveries
   * are not reported.
   *
   * @param listener called with the delivery's GUID, on any thread
   */
  void onFinished(Consumer<String> listener);
}
