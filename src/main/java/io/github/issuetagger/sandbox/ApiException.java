package io.github.issuetagger.sandbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer other than success: status and message as GitHub gives them. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String location;

  ApiException(int status, String message) {
    this(status, message, null);
  }

  private ApiException(int status, String message, @Nullable String location) {
    super(message);
    this.status = status;
    this.location = location;
  }

  static ApiException notFound() {
    return new ApiException(404, "Not Found");
  }

  static ApiException invalid(String message) {
    return new ApiException(422, "Validation Failed: " + message);
  }

  /** The resource has moved; a write has to be repeated there as it was. */
  static ApiException moved(boolean read, String location) {
    return read
        ? new ApiException(301, "Moved Permanently", location)
        : new ApiException(307, "Temporary Redirect", location);
  }

  int status() {
    return status;
  }

  Optional<String> location() {
    return Optional.ofNullable(location);
  }
}
