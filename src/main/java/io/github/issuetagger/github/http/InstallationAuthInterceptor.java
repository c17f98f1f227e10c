package io.github.issuetagger.github.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Signs calls in as an installation; when GitHub does not take the token, once more with a new one.
 *
 * <p>The header gets only a stand-in here. {@link TokenInterceptor} puts the token in its place
 * below the HTTP cache, which keeps the headers that answers vary by on disk.
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
