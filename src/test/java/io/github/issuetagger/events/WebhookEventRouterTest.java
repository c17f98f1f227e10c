package io.github.issuetagger.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.events.WebhookEventRouter.Handler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The router of webhook events")
class WebhookEventRouterTest {
  private static final Delivery LABEL =
      delivery(
          "label",
          """
          {
            "action": "created", "label": {"name": "bug"}, "installation": {"id": 7},
            "repository": {"id": 42, "name": "hello", "owner": {"login": "octo"}}
          }
          """);

  private final List<String> calls = new ArrayList<>();

  private static Delivery delivery(String event, String payload) {
    return new Delivery("guid", event, payload.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
  }

  private <E extends WebhookEvent> Handler<E> working(String name) {
    return event -> calls.add(name);
  }

  private <E extends WebhookEvent> Handler<E> failing(String name) {
    return event -> {
      calls.add(name);
      throw new IllegalStateException(name);
    };
  }

  @Test
  @DisplayName("passes an event to its handlers in order, and to no others")
  void order() throws Exception {
    WebhookEventRouter router =
        WebhookEventRouter.builder()
            .on(IssueEvent.class, working("issue"))
            .on(LabelEvent.class, working("one"), working("two"), working("three"))
            .on(PingEvent.class, working("ping"))
            .build();

    router.handle(LABEL);

    assertThat(calls).containsExactly("one", "two", "three");
  }

  @Test
  @DisplayName("passes the parsed event")
  void event() throws Exception {
    List<String> names = new ArrayList<>();
    WebhookEventRouter router =
        WebhookEventRouter.builder().on(LabelEvent.class, label -> names.add(label.name())).build();

    router.handle(LABEL);

    assertThat(names).containsExactly("bug");
  }

  @Test
  @DisplayName("calls the next handler after a failure, and throws the first failure at the end")
  void failures() {
    WebhookEventRouter router =
        WebhookEventRouter.builder()
            .on(LabelEvent.class, failing("one"), working("two"), failing("three"))
            .build();

    assertThatThrownBy(() -> router.handle(LABEL))
        .hasMessage("one")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(later -> assertThat(later).hasMessage("three")));
    assertThat(calls).containsExactly("one", "two", "three");
  }

  @Test
  @DisplayName("ignores events without a handler")
  void noHandler() throws Exception {
    WebhookEventRouter router =
        WebhookEventRouter.builder().on(IssueEvent.class, working("issue")).build();

    router.handle(LABEL);
    router.handle(delivery("star", "{}"));

    assertThat(calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "not json"})
  @DisplayName("ignores malformed payloads, because no later attempt could read them")
  void malformed(String payload) throws Exception {
    WebhookEventRouter router =
        WebhookEventRouter.builder().on(LabelEvent.class, working("label")).build();

    router.handle(delivery("label", payload));

    assertThat(calls).isEmpty();
  }
}
