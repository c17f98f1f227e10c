package io.github.issuetagger.demo;

import java.net.URI;
import java.util.function.Consumer;

/** A running App, as the demo sees it. */
public interface DemoApp {
  /** Where it takes webhooks. */
  URI webhookUrl();

  /**
   * Tells when the App is done with a delivery, whether it acted or kept silent. One that it gives
   * up, or has to try again, is not told of.
   *
   * @param listener called with the delivery's GUID, on any thread
   */
  void onFinished(Consumer<String> listener);
}
