package io.github.issuetagger.sandbox.state;

import java.time.Duration;

/** What a call to the sandbox's API is to suffer. */
public sealed interface Fault {
  /** 502, as GitHub answers when something behind its front is ill. */
  record BadGateway() implements Fault {}

  /** 403 with {@code Retry-After}. */
  record SecondaryLimit(Duration retryAfter) implements Fault {}

  /** The caller's token has expired: 401, and it stays so for that token. */
  record ExpiredToken() implements Fault {}

  /** The answer comes late. */
  record Delay(Duration pause) implements Fault {}

  /** The connection ends without an answer. */
  record DropConnection() implements Fault {}

  /** The call is carried out and its answer lost: the fault takes the answer's place. */
  record AfterEffect(Fault fault) implements Fault {}

  /** This fault, after the call was carried out. */
  default Fault afterEffect() {
    return new AfterEffect(this);
  }
}
