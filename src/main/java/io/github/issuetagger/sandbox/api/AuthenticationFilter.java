package io.github.issuetagger.sandbox.api;

import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.SandboxState;
import io.javalin.http.Context;

/** Identifies the caller by its JSON Web Token or its installation token. */
final class AuthenticationFilter {
  private final SandboxState state;
  private final JwtVerifier jwts;
  private final TokenRegistry tokens;

  AuthenticationFilter(SandboxState state, JwtVerifier jwts, TokenRegistry tokens) {
    this.state = state;
    this.jwts = jwts;
    this.tokens = tokens;
  }

  void before(Context ctx) {
    String token = ApiRequest.token(ctx).orElseThrow(ApiCaller::unauthenticated);
    identify(token).attachTo(ctx);
  }

  private ApiCaller identify(String token) {
    if (token.contains(".")) {
      jwts.verify(token);
      return new ApiCaller.App();
    }
    return tokens
        .installation(token)
        .flatMap(state::installation)
        .map(ApiCaller.Installed::new)
        .orElseThrow(() -> new ApiException(401, "Bad credentials"));
  }
}
