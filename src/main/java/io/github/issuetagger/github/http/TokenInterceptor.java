package io.github.issuetagger.github.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Adds the installation's token to a call just before it is sent, and removes it from the answer's
 * request.
 */
final class TokenInterceptor implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    InstallationTokenCache.Token token = request.tag(InstallationTokenCache.Token.class);
    if (token == null) {
      return chain.proceed(request);
    }
    Response response =
        chain.proceed(
            request
                .newBuilder()
                .header("Authorization", "Bearer " + token.value().reveal())
                .build());
    return response.newBuilder().request(request).build();
  }
}
