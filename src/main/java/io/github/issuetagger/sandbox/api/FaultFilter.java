package io.github.issuetagger.sandbox.api;

import io.github.issuetagger.sandbox.state.Fault;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Applies the faults that tests and demos ask for. Safe for use by many threads. */
final class FaultFilter {
  /** Ends a call because a fault has already written its answer. */
  static final class AnsweredByFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AnsweredByFault() {
      super("a fault has already written the answer", null, false, false);
    }
  }

  private static final class Rule {
    private final String method;
    private final Pattern path;
    private final Fault fault;
    private int left;

    Rule(int times, String method, Pattern path, Fault fault) {
      this.left = times;
      this.method = method;
      this.path = path;
      this.fault = fault;
    }
  }

  private static final String AFTER_EFFECT = "fault-after";
  private static final String FAULTED = "faulted";

  private final TokenRegistry tokens;
  private final List<Rule> rules = new ArrayList<>();

  FaultFilter(TokenRegistry tokens) {
    this.tokens = tokens;
  }

  synchronized void add(int times, String method, Pattern path, Fault fault) {
    rules.add(new Rule(times, method, path, fault));
  }

  /** Returns true if a fault has replaced the answer. */
  static boolean faulted(Context ctx) {
    return ctx.attribute(FAULTED) != null;
  }

  /** Applies a fault before the call is carried out. */
  void before(Context ctx) {
    Optional<Fault> fault = take(ctx.method().name(), ApiRequest.apiPath(ctx));
    if (fault.isPresent() && fault.get() instanceof Fault.AfterEffect after) {
      ctx.attribute(AFTER_EFFECT, after.fault());
    } else if (fault.isPresent()) {
      apply(ctx, fault.get());
      if (faulted(ctx)) {
        throw new AnsweredByFault();
      }
    }
  }

  /** Applies a fault that was postponed until the call was carried out. */
  void after(Context ctx) {
    Fault fault = ctx.attribute(AFTER_EFFECT);
    if (fault != null) {
      apply(ctx, fault);
    }
  }

  /** Returns the first fault that matches the call, and uses it up once. */
  private synchronized Optional<Fault> take(String method, String path) {
    Iterator<Rule> iterator = rules.iterator();
    while (iterator.hasNext()) {
      Rule rule = iterator.next();
      if (rule.method.equals(method) && rule.path.matcher(path).find()) {
        rule.left--;
        if (rule.left <= 0) {
          iterator.remove();
        }
        return Optional.of(rule.fault);
      }
    }
    return Optional.empty();
  }

  private void apply(Context ctx, Fault fault) {
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
      ApiRequest.token(ctx).ifPresent(tokens::expire);
      refuse(ctx, 401, "Bad credentials");
    } else if (fault instanceof Fault.Delay delay) {
      pause(delay.pause());
    } else if (fault instanceof Fault.DropConnection) {
      ctx.attribute(FAULTED, true);
      drop(ctx);
    }
  }

  private static void refuse(Context ctx, int status, String message) {
    ctx.attribute(FAULTED, true);
    ApiResponses.error(ctx, status, message);
  }

  private static void pause(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes the connection without an answer. */
  private static void drop(Context ctx) {
    ServletContextRequest.getServletContextRequest(ctx.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }
}
