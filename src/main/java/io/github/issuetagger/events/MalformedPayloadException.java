package io.github.issuetagger.events;

/** A signed payload is not what GitHub sends for its event. No later attempt can read it. */
final class MalformedPayloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedPayloadException(String message) {
    super(message);
  }
}
