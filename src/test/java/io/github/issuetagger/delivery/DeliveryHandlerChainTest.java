package io.github.issuetagger.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.domain.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Several handlers of a delivery")
class DeliveryHandlerChainTest {
  private static final Delivery DELIVERY = new Delivery("a", "issues", new byte[0], Instant.EPOCH);

  private final List<String> calls = new ArrayList<>();

  private DeliveryHandler failing(String name) {
    return delivery -> {
      calls.add(name);
      throw new IllegalStateException(name);
    };
  }

  @Test
  @DisplayName("each get it, and the first failure counts")
  void failures() {
    DeliveryHandlerChain all =
        new DeliveryHandlerChain(failing("one"), delivery -> calls.add("two"), failing("three"));

    assertThatThrownBy(() -> all.handle(DELIVERY))
        .hasMessage("one")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    assertThat(calls).containsExactly("one", "two", "three");
  }

  @Test
  @DisplayName("are done when none fails")
  void done() throws Exception {
    new DeliveryHandlerChain(delivery -> calls.add("one"), delivery -> calls.add("two"))
        .handle(DELIVERY);

    assertThat(calls).containsExactly("one", "two");
  }
}
