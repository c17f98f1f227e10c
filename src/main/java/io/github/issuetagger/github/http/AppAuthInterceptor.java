package io.github.issuetagger.github.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Signs calls in as the App itself. */
final class AppAuthInterceptor implements Interceptor {
  private final AppJwt jwt;

  AppAuthInterceptor(AppJwt jwt) {
    this.jwt = jwt;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    return chain.proceed(
        chain.request().newBuilder().header("Authorization", "Bearer " + jwt.create()).build());
  }
}
