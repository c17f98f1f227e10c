package io.github.issuetagger.sandbox.api;

import io.github.issuetagger.sandbox.state.RecordedCall;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records each call, and writes the headers that every answer has. */
final class CallRecorder {
  private final Clock clock;
  private final List<RecordedCall> calls = new CopyOnWriteArrayList<>();

  CallRecorder(Clock clock) {
    this.clock = clock;
  }

  List<RecordedCall> calls() {
    return List.copyOf(calls);
  }

  void after(Context ctx) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    ctx.header("Date", date);
    ctx.header("X-GitHub-Media-Type", "github.v3; format=json");
    calls.add(new RecordedCall(ctx.method().name(), ApiRequest.apiPath(ctx), ctx.statusCode()));
  }
}
