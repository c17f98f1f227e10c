package io.github.issuetagger.triage;

/** A signed payload that is not what GitHub sends for its event: no later try will read it. */
final class MalformedPayloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedPayloadException(String message) {
    super(message);
  }
}
