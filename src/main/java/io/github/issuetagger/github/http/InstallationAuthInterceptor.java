package io.github.issuetagger.github.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Authenticates calls as an installation. If GitHub refuses the token, tries once more with a new
 * one.
 *
 * <p>Sets only a placeholder as the header. {@link TokenInterceptor} replaces it by the token below
 * the HTTP cache, because the cache stores request headers on disk.
 */
final class InstallationAuthInterceptor implements Interceptor {
  private final long installationId;
  private final InstallationTokenCache tokens;

  InstallationAuthInterceptor(long installationId, InstallationTokenCache tokens) {
    this.installationId = installationId;
    this.tokens = tokens;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    InstallationTokenCache.Token token = tokens.get(installationId);
    Response response = chain.proceed(signed(chain.request(), token));
    if (response.code() != 401) {
      return response;
    }
    response.close();
    tokens.forget(installationId, token);
    return chain.proceed(signed(chain.request(), tokens.get(installationId)));
  }

  private Request signed(Request request, InstallationTokenCache.Token token) {
    return request
        .newBuilder()
        .header("Authorization", "installation " + installationId)
        .tag(InstallationTokenCache.Token.class, token)
        .build();
  }
}
