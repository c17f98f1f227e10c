package io.github.issuetagger.sandbox.api;

import static io.github.issuetagger.sandbox.state.GitHubJson.array;

import io.github.issuetagger.sandbox.hooks.WebhookDispatcher;
import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.AppJson;
import io.github.issuetagger.sandbox.state.DeliveryAttempt;
import io.github.issuetagger.sandbox.state.GitHubJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Serves the App's webhook configuration and the attempts to deliver webhooks. */
final class HookResource {
  private final WebhookDispatcher hooks;
  private final AppJson json;

  HookResource(WebhookDispatcher hooks, AppJson json) {
    this.hooks = hooks;
    this.json = json;
  }

  ApiResource.Answer config(ApiRequest call) {
    call.requireApp();
    return ApiResource.Answer.ok(json.hookConfig());
  }

  /** Lists the attempts, newest first, as on GitHub. */
  ApiResource.Answer deliveries(ApiRequest call) {
    call.requireApp();
    List<DeliveryAttempt> attempts = new ArrayList<>(hooks.attempts());
    Collections.reverse(attempts);
    return ApiResource.Answer.ok(ApiResponses.page(call.ctx(), array(attempts, json::attempt)));
  }

  ApiResource.Answer delivery(ApiRequest call) {
    call.requireApp();
    return ApiResource.Answer.ok(json.attempt(named(call)));
  }

  ApiResource.Answer redeliver(ApiRequest call) {
    call.requireApp();
    if (hooks.redeliver(named(call).delivery().guid()).isEmpty()) {
      throw ApiException.notFound();
    }
    return new ApiResource.Answer(202, GitHubJson.object());
  }

  private DeliveryAttempt named(ApiRequest call) {
    long id = call.number("number");
    return hooks.attempts().stream()
        .filter(attempt -> attempt.id() == id)
        .findFirst()
        .orElseThrow(ApiException::notFound);
  }
}
