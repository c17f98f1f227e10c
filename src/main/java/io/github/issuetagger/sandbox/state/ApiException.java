package io.github.issuetagger.sandbox.state;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer other than success, with GitHub's status and message. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String location;

  public ApiException(int status, String message) {
    this(status, message, null);
  }

  private ApiException(int status, String message, @Nullable String location) {
    super(message);
    this.status = status;
    this.location = location;
  }

  public static ApiException notFound() {
    return new ApiException(404, "Not Found");
  }

  public static ApiException invalid(String message) {
    return new ApiException(422, "Validation Failed: " + message);
  }

  /** A redirect to the resource's new location. A client must repeat a write there unchanged. */
  public static ApiException moved(boolean read, String location) {
    return read
        ? new ApiException(301, "Moved Permanently", location)
        : new ApiException(307, "Temporary Redirect", location);
  }

  public int status() {
    return status;
  }

  public Optional<String> location() {
    return Optional.ofNullable(location);
  }
}
