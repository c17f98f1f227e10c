package io.github.issuetagger.webhook;

import io.github.issuetagger.config.ServerConfig;
import io.github.issuetagger.delivery.DeliveryNotStoredException;
import io.github.issuetagger.delivery.Inbox;
import io.github.issuetagger.delivery.Inbox.Receipt;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.webhook.BodyReader.Body;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives webhooks: verifies the signature before anything else, stores the delivery and answers
 * 202. Does no other work. The response texts are shown on the settings page of the GitHub App,
 * under recent deliveries.
 */
public final class WebhookHandler implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookHandler.class);

  /** Limits the two headers, which are not signed, to what is safe in the log and the store. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  /** How many bodies of the largest size fit into memory together. */
  private static final int BODIES_AT_ONCE = 4;

  private final SignatureVerifier signatures;
  private final BodyReader bodies;
  private final BodyMemory memory;
  private final JsonCheck json;
  private final Inbox inbox;
  private final Clock clock;

  public WebhookHandler(ServerConfig config, Inbox inbox, Clock clock) {
    this.signatures = new SignatureVerifier(config.webhookSecrets());
    this.bodies = new BodyReader(config.maxPayloadBytes());
    this.memory = new BodyMemory((long) BODIES_AT_ONCE * config.maxPayloadBytes());
    this.json = new JsonCheck(config.maxPayloadBytes());
    this.inbox = inbox;
    this.clock = clock;
  }

  @Override
  public void handle(Context context) throws IOException {
    try (BodyMemory.Claim claim = memory.open()) {
      Body body =
          bodies.read(context.req().getInputStream(), context.req().getContentLengthLong(), claim);
      if (body instanceof Body.Whole whole) {
        verify(context, whole.bytes());
      } else if (body instanceof Body.TooLarge) {
        answer(context, HttpStatus.CONTENT_TOO_LARGE, "The body is too large.");
      } else {
        answer(
            context,
            HttpStatus.SERVICE_UNAVAILABLE,
            "Too many large bodies at once. Redeliver it later.");
      }
    }
  }

  private void verify(Context context, byte[] body) {
    if (signatures.verify(body, context.header("X-Hub-Signature-256"))) {
      accept(context, body);
      return;
    }
    LOG.warn("refused a webhook: its signature is missing or wrong");
    answer(
        context,
        HttpStatus.UNAUTHORIZED,
        "The signature is missing or wrong. Is the webhook secret the same on both sides?");
  }

  private void accept(Context context, byte[] body) {
    String event = context.header("X-GitHub-Event");
    String guid = context.header("X-GitHub-Delivery");
    Optional<String> error =
        contentType(context.contentType())
            .or(() -> name("X-GitHub-Event", event))
            .or(() -> name("X-GitHub-Delivery", guid))
            .or(() -> json.findError(body));
    if (error.isPresent() || event == null || guid == null) {
      LOG.warn("refused a signed webhook: {}", error.orElse(""));
      answer(context, HttpStatus.BAD_REQUEST, error.orElse(""));
      return;
    }
    store(context, new Delivery(guid, event, body, clock.instant()));
  }

  private void store(Context context, Delivery delivery) {
    try {
      Receipt receipt = inbox.accept(delivery);
      LOG.info(
          "{} {}: {} ({} bytes)",
          delivery.guid(),
          delivery.event(),
          receipt.name().toLowerCase(Locale.ROOT),
          delivery.payload().length);
      answer(context, HttpStatus.ACCEPTED, text(receipt));
    } catch (DeliveryNotStoredException e) {
      LOG.error("could not store {} {}", delivery.guid(), delivery.event(), e);
      answer(
          context,
          HttpStatus.SERVICE_UNAVAILABLE,
          "The delivery could not be stored. Redeliver it later.");
    }
  }

  private static String text(Receipt receipt) {
    return switch (receipt) {
      case ACCEPTED -> "Stored. The App is processing it now.";
      case DUPLICATE -> "Known already. Nothing happens again.";
      case REQUEUED -> "Given up before. The App is trying again.";
    };
  }

  private static Optional<String> contentType(@Nullable String type) {
    String kind = type == null ? "" : type.replaceFirst(";.*$", "").strip();
    return kind.equalsIgnoreCase("application/json")
        ? Optional.empty()
        : Optional.of(
            "The content type is not application/json."
                + " Choose this content type in the webhook section of the App's settings.");
  }

  private static Optional<String> name(String header, @Nullable String value) {
    if (value == null) {
      return Optional.of(
          "The header " + header + " is missing. This is not a webhook from GitHub.");
    }
    return NAME.matcher(value).matches()
        ? Optional.empty()
        : Optional.of("The header " + header + " is not what GitHub sends.");
  }

  private static void answer(Context context, HttpStatus status, String text) {
    context.status(status).contentType("text/plain; charset=utf-8").result(text + "\n");
  }
}
