package io.github.issuetagger.sandbox.state;

import java.time.Duration;

/** A fault that the sandbox's API applies to a call. */
public sealed interface Fault {
  /** Answers 502, as GitHub does when a backend fails. */
  record BadGateway() implements Fault {}

  /** Answers 403 with {@code Retry-After}. */
  record SecondaryLimit(Duration retryAfter) implements Fault {}

  /** Answers 401, for this call and for all later calls with the same token. */
  record ExpiredToken() implements Fault {}

  /** Delays the call. */
  record Delay(Duration pause) implements Fault {}

  /** Closes the connection without an answer. */
  record DropConnection() implements Fault {}

  /** Carries out the call, and then applies the fault instead of the answer. */
  record AfterEffect(Fault fault) implements Fault {}

  /** Returns this fault, applied after the call was carried out. */
  default Fault afterEffect() {
    return new AfterEffect(this);
  }
}
