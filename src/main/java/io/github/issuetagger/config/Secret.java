package io.github.issuetagger.config;

import java.nio.charset.StandardCharsets;

/**
 * A value that never shows itself: {@link #toString()} redacts it, so logs and errors may hold it.
 */
public final class Secret {
  private final String value;

  public Secret(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    this.value = value;
  }

  /** The value itself; call it only where it is used. */
  public String reveal() {
    return value;
  }

  /** The value's UTF-8 bytes. */
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
