package io.github.issuetagger.sandbox.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;

/** Gives each successful GET an ETag, and answers 304 if the caller already has that answer. */
final class EtagFilter {
  private EtagFilter() {}

  static void after(Context ctx) {
    if (FaultFilter.faulted(ctx) || ctx.statusCode() != 200 || !ctx.method().name().equals("GET")) {
      return;
    }
    String body = Optional.ofNullable(ctx.result()).orElse("");
    String etag = "\"" + UUID.nameUUIDFromBytes(body.getBytes(UTF_8)) + "\"";
    ctx.header("ETag", etag);
    ctx.header("Cache-Control", "private, max-age=60, s-maxage=60");
    String known = ctx.header("If-None-Match");
    if (known != null && known.replace("W/", "").equals(etag)) {
      ctx.status(304).result("");
    }
  }
}
