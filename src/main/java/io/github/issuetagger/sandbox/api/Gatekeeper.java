package io.github.issuetagger.sandbox.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.Faults;
import io.github.issuetagger.sandbox.state.RecordedCall;
import io.github.issuetagger.sandbox.state.SandboxState;
import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What every call meets before and after its resource: faults, identity, limits and ETags. */
public final class Gatekeeper {
  /** Ends a call whose answer a fault has written already. */
  static final class Suffered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Suffered() {
      super("a fault took the answer's place", null, false, false);
    }
  }

  private static final String FAULT_AFTER = "fault-after";
  private static final String FAULTED = "faulted";
  private static final String CALLER = "caller";

  private final Clock clock;
  private final SandboxState world;
  private final JwtVerifier jwts;
  private final TokenRegistry tokens;
  private final RateLimits limits;
  private final Faults faults;
  private final List<RecordedCall> calls = new CopyOnWriteArrayList<>();

  public Gatekeeper(
      Clock clock,
      SandboxState world,
      JwtVerifier jwts,
      TokenRegistry tokens,
      RateLimits limits,
      Faults faults) {
    this.clock = clock;
    this.world = world;
    this.jwts = jwts;
    this.tokens = tokens;
    this.limits = limits;
    this.faults = faults;
  }

  public List<RecordedCall> calls() {
    return List.copyOf(calls);
  }

  static ApiCaller caller(Context ctx) {
    ApiCaller caller = ctx.attribute(CALLER);
    if (caller == null) {
      throw new ApiException(401, "Requires authentication");
    }
    return caller;
  }

  void before(Context ctx) {
    Optional<Fault> fault = faults.take(ctx.method().name(), ApiRequest.apiPath(ctx));
    if (fault.isPresent() && fault.get() instanceof Fault.AfterEffect after) {
      ctx.attribute(FAULT_AFTER, after.fault());
    } else if (fault.isPresent()) {
      suffer(ctx, fault.get());
      if (ctx.attribute(FAULTED) != null) {
        throw new Suffered();
      }
    }
    ApiCaller caller = identify(ctx);
    ctx.attribute(CALLER, caller);
    if (limits.usage(caller.key()).remaining() == 0) {
      throw new ApiException(403, "API rate limit exceeded for " + caller.key() + ".");
    }
  }

  void after(Context ctx) {
    Fault fault = ctx.attribute(FAULT_AFTER);
    if (fault != null) {
      suffer(ctx, fault);
    }
    ctx.header("Date", httpDate(clock.instant()));
    ctx.header("X-GitHub-Media-Type", "github.v3; format=json");
    if (ctx.attribute(FAULTED) == null) {
      boolean unchanged = answerUnchanged(ctx);
      ApiCaller caller = ctx.attribute(CALLER);
      if (caller != null) {
        boolean free = unchanged || ApiRequest.apiPath(ctx).equals("/rate_limit");
        tell(ctx, free ? limits.usage(caller.key()) : limits.count(caller.key()));
      }
    }
    calls.add(new RecordedCall(ctx.method().name(), ApiRequest.apiPath(ctx), ctx.statusCode()));
  }

  private ApiCaller identify(Context ctx) {
    String header = ctx.header("Authorization");
    if (header == null) {
      throw new ApiException(401, "Requires authentication");
    }
    String token = header.substring(header.indexOf(' ') + 1).strip();
    if (token.contains(".")) {
      jwts.verify(token);
      return new ApiCaller.App();
    }
    return tokens
        .installation(token)
        .flatMap(world::installation)
        .map(ApiCaller.Installed::new)
        .orElseThrow(() -> new ApiException(401, "Bad credentials"));
  }

  private void suffer(Context ctx, Fault fault) {
    if (fault instanceof Fault.BadGateway) {
      refuse(ctx, 502, "Server Error");
    } else if (fault instanceof Fault.SecondaryLimit limit) {
      ctx.header("Retry-After", String.valueOf(limit.retryAfter().toSeconds()));
      refuse(
          ctx,
          403,
          "You have exceeded a secondary rate limit. Please wait a few minutes before you try"
              + " again.");
    } else if (fault instanceof Fault.ExpiredToken) {
      String header = Optional.ofNullable(ctx.header("Authorization")).orElse("");
      tokens.expire(header.substring(header.indexOf(' ') + 1).strip());
      refuse(ctx, 401, "Bad credentials");
    } else if (fault instanceof Fault.Delay delay) {
      ConnectionFaults.pause(delay.pause());
    } else if (fault instanceof Fault.DropConnection) {
      ctx.attribute(FAULTED, true);
      ConnectionFaults.drop(ctx);
    }
  }

  private static void refuse(Context ctx, int status, String message) {
    ctx.attribute(FAULTED, true);
    ApiResponses.error(ctx, status, message);
  }

  /** Answers 304 if the caller has this very answer already. */
  private static boolean answerUnchanged(Context ctx) {
    if (ctx.statusCode() != 200 || !ctx.method().name().equals("GET")) {
      return false;
    }
    String etag = "\"" + sha256(Optional.ofNullable(ctx.result()).orElse("")) + "\"";
    ctx.header("ETag", etag);
    ctx.header("Cache-Control", "private, max-age=60, s-maxage=60");
    String known = ctx.header("If-None-Match");
    if (known == null || !known.replace("W/", "").equals(etag)) {
      return false;
    }
    ctx.status(304).result("");
    return true;
  }

  private static void tell(Context ctx, RateLimits.Usage usage) {
    ctx.header("X-RateLimit-Limit", String.valueOf(usage.limit()));
    ctx.header("X-RateLimit-Remaining", String.valueOf(usage.remaining()));
    ctx.header("X-RateLimit-Used", String.valueOf(usage.used()));
    ctx.header("X-RateLimit-Reset", String.valueOf(usage.reset().getEpochSecond()));
    ctx.header("X-RateLimit-Resource", "core");
  }

  private static String httpDate(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
