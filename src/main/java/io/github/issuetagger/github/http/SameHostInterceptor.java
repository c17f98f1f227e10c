package io.github.issuetagger.github.http;

import io.github.issuetagger.github.http.GitHubException.Kind;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Refuses calls to other hosts than the API's, because redirects come from outside and must not
 * lead a token elsewhere.
 */
final class SameHostInterceptor implements Interceptor {
  private final HttpUrl api;

  SameHostInterceptor(HttpUrl api) {
    this.api = api;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    HttpUrl url = chain.request().url();
    if (!url.scheme().equals(api.scheme())
        || !url.host().equals(api.host())
        || url.port() != api.port()) {
      throw new GitHubException(
          Kind.REFUSED, "an answer of GitHub points to the host " + url.host(), null, null);
    }
    return chain.proceed(chain.request());
  }
}
