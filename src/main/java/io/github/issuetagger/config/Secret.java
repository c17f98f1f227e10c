package io.github.issuetagger.config;

import java.nio.charset.StandardCharsets;

/** A secret value. {@link #toString()} redacts the value, so logs and errors may contain it. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    this.value = value;
  }

  /** Returns the value. Call it only where the value is used. */
  public String reveal() {
    return value;
  }

  /** Returns the value's UTF-8 bytes. */
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
