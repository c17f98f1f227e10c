package io.github.issuetagger.github.http;

import io.github.issuetagger.github.http.GitHubException.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/**
 * Classifies every failed call. Throws before github-api sees a failure, because github-api would
 * sleep or retry on its own, and waiting is the queue's job.
 */
final class FailureInterceptor implements Interceptor {
  /** A limit far above a page of a hundred comments. A larger answer is not GitHub's. */
  private static final long MAX_BODY_BYTES = 32L << 20;

  private static final long MAX_ERROR_BYTES = 64L << 10;

  private final Clock clock;

  FailureInterceptor(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Response intercept(Chain chain) {
    Request request = chain.request();
    try (Response response = chain.proceed(request)) {
      if (response.isSuccessful()) {
        return readIntoMemory(response);
      }
      throw classify(request, response);
    } catch (IOException e) {
      throw new GitHubException(Kind.UNAVAILABLE, call(request) + " got no answer", null, e);
    }
  }

  /** Reads the body into memory, so that later code cannot fail on a broken connection. */
  private static Response readIntoMemory(Response response) throws IOException {
    ResponseBody body = response.body();
    MediaType type = body.contentType();
    BufferedSource source = body.source();
    if (source.request(MAX_BODY_BYTES + 1)) {
      throw new IOException("the answer is larger than " + MAX_BODY_BYTES + " bytes");
    }
    return response.newBuilder().body(ResponseBody.create(source.readByteArray(), type)).build();
  }

  private CallFailedException classify(Request request, Response response) throws IOException {
    int status = response.code();
    Instant now = clock.instant();
    Optional<Instant> retryAt =
        RateLimitHeaders.retryAt(
            status, response.headers(), response.peekBody(MAX_ERROR_BYTES).string(), now);
    Kind kind =
        retryAt.isPresent()
            ? Kind.RATE_LIMITED
            : status >= 500 || status == 401 || status == 408 ? Kind.UNAVAILABLE : Kind.REFUSED;
    String message = call(request) + " answered " + status;
    return new CallFailedException(kind, message, retryAt.orElse(null), status);
  }

  /** Returns method and path for messages. Leaves out the query. A path never contains a token. */
  private static String call(Request request) {
    return request.method() + " " + request.url().encodedPath();
  }
}
