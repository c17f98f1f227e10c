package io.github.issuetagger.sandbox.hooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.sandbox.state.DeliveryAttempt;
import io.github.issuetagger.sandbox.state.RepositoryInfo;
import io.github.issuetagger.sandbox.state.SandboxChange;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Creates a webhook for each change, sends it in the background, and records the attempt. Like
 * GitHub, it repeats a failed delivery only on request. Safe for use by many threads.
 */
public final class WebhookDispatcher implements AutoCloseable {
  private final Clock clock;
  private final List<String> subscriptions;
  private final WebhookSigner signer;
  private final WebhookSender sender = new WebhookSender();
  private final ObjectMapper mapper = new ObjectMapper();
  private final AtomicLong attemptIds = new AtomicLong();
  private final List<SignedDelivery> deliveries = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<DeliveryAttempt>> sent = new CopyOnWriteArrayList<>();
  private volatile @Nullable URI target;

  public WebhookDispatcher(Clock clock, List<String> subscriptions, WebhookSigner signer) {
    this.clock = clock;
    this.subscriptions = subscriptions;
    this.signer = signer;
  }

  public void target(URI url) {
    target = url;
  }

  public Optional<URI> target() {
    return Optional.ofNullable(target);
  }

  public List<SignedDelivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** Returns every finished attempt, oldest first. */
  public List<DeliveryAttempt> attempts() {
    return sent.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).toList();
  }

  /** Sends the webhook of a change if the App subscribes to the event. */
  public void publish(SandboxChange change, ObjectNode payload) {
    if (subscriptions.contains(change.event()) || change.event().startsWith("installation")) {
      OptionalLong repository =
          change.repository().stream().mapToLong(RepositoryInfo::id).findFirst();
      OptionalInt issue = change.issue().stream().mapToInt(SandboxIssue::number).findFirst();
      emit(
          sign(
              change.event(),
              change.action(),
              OptionalLong.of(change.installation().id()),
              repository,
              issue,
              bytes(payload)));
    }
  }

  public void ping(ObjectNode payload) {
    emit(sign("ping", bytes(payload)));
  }

  /** Signs a body as a webhook, without recording or sending it. */
  public SignedDelivery sign(String event, byte[] body) {
    return sign(event, "", OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty(), body);
  }

  /**
   * Sends a recorded webhook again.
   *
   * @return empty if no webhook has that GUID, or there is no target
   */
  public Optional<CompletableFuture<DeliveryAttempt>> redeliver(String guid) {
    return deliveries.stream()
        .filter(delivery -> delivery.guid().equals(guid))
        .findFirst()
        .flatMap(delivery -> target().map(url -> attempt(url, delivery, true)))
        .map(
            attempt -> {
              sent.add(attempt);
              return attempt;
            });
  }

  private SignedDelivery sign(
      String event,
      String action,
      OptionalLong installation,
      OptionalLong repository,
      OptionalInt issue,
      byte[] body) {
    // Use random GUIDs, because an App that keeps its inbox would ignore a new sandbox's deliveries
    // if GUIDs were repeated.
    String guid = UUID.randomUUID().toString();
    return new SignedDelivery(
        guid,
        event,
        action,
        installation,
        repository,
        issue,
        body,
        signer.headers(guid, event, body));
  }

  private void emit(SignedDelivery delivery) {
    deliveries.add(delivery);
    URI url = target;
    if (url != null) {
      sent.add(attempt(url, delivery, false));
    }
  }

  private CompletableFuture<DeliveryAttempt> attempt(
      URI url, SignedDelivery delivery, boolean redelivery) {
    long id = attemptIds.incrementAndGet();
    long start = System.nanoTime();
    Instant at = clock.instant();
    return sender
        .post(url, delivery)
        .thenApply(
            status -> {
              Duration took = Duration.ofNanos(System.nanoTime() - start);
              return new DeliveryAttempt(id, delivery, at, took, status, redelivery);
            });
  }

  private byte[] bytes(ObjectNode payload) {
    try {
      return mapper.writeValueAsBytes(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot serialize a JSON tree", e);
    }
  }

  @Override
  public void close() {
    sender.close();
  }
}
