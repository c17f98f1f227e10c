package io.github.issuetagger.github.http;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Follows redirects of renamed repositories, but not of transferred issues. Both redirect to {@code
 * /repositories/ID/…}, and only the ID differs.
 */
final class RedirectInterceptor implements Interceptor {
  /** A repository can be renamed several times, and each old name redirects to the next. */
  private static final int MAX_HOPS = 3;

  private static final Pattern TARGET = Pattern.compile("/repositories/(\\d{1,18})(/|$)");

  private final long repositoryId;

  RedirectInterceptor(long repositoryId) {
    this.repositoryId = repositoryId;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Response response = chain.proceed(request);
    for (int hop = 0; hop < MAX_HOPS && response.isRedirect(); hop++) {
      String location = response.header("Location");
      HttpUrl target = location == null ? null : request.url().resolve(location);
      if (target == null || !sameRepository(target)) {
        return response;
      }
      response.close();
      request = request.newBuilder().url(target).build();
      response = chain.proceed(request);
    }
    return response;
  }

  private boolean sameRepository(HttpUrl target) {
    Matcher matcher = TARGET.matcher(target.encodedPath());
    return matcher.find() && Long.parseLong(matcher.group(1)) == repositoryId;
  }
}
