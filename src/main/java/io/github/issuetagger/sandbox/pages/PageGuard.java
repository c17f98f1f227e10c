package io.github.issuetagger.sandbox.pages;

import io.github.issuetagger.sandbox.state.GitHubJson;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.util.Optional;
import java.util.Set;

/**
 * Rejects requests of other sites. Any site that the person visits can reach the loopback address,
 * by a form or by a host name that points there.
 */
final class PageGuard {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private PageGuard() {}

  static void before(Context ctx) {
    if (ctx.path().startsWith(GitHubJson.API_PREFIX)) {
      return;
    }
    String host = Optional.ofNullable(ctx.header("Host")).orElse("");
    int port = ctx.req().getLocalPort();
    if (!Set.of("127.0.0.1:" + port, "localhost:" + port).contains(host)) {
      throw new ForbiddenResponse("unknown host name");
    }
    ctx.header("Content-Security-Policy", POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "same-origin");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    ctx.header("Cache-Control", "no-store");
    boolean reads = ctx.method().name().equals("GET") || ctx.method().name().equals("HEAD");
    if (!reads && !fromHere(ctx, host)) {
      throw new ForbiddenResponse("changes are accepted only from this site's pages");
    }
  }

  /** Browsers send the origin of a request. Requests without an origin are rejected. */
  private static boolean fromHere(Context ctx, String host) {
    return ("http://" + host).equals(ctx.header("Origin"));
  }
}
