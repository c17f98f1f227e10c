package io.github.issuetagger.sandbox;

import static io.github.issuetagger.sandbox.GitHubJson.array;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The App's webhook and what became of its deliveries. */
final class HookResource {
  private final Hooks hooks;
  private final AppJson json;

  HookResource(Hooks hooks, AppJson json) {
    this.hooks = hooks;
    this.json = json;
  }

  Resource.Answer config(Call call) {
    call.requireApp();
    return Resource.Answer.ok(json.hookConfig());
  }

  /** Newest first, as on GitHub. */
  Resource.Answer deliveries(Call call) {
    call.requireApp();
    List<DeliveryAttempt> attempts = new ArrayList<>(hooks.attempts());
    Collections.reverse(attempts);
    return Resource.Answer.ok(Answers.page(call.ctx(), array(attempts, json::attempt)));
  }

  Resource.Answer delivery(Call call) {
    call.requireApp();
    return Resource.Answer.ok(json.attempt(named(call)));
  }

  Resource.Answer redeliver(Call call) {
    call.requireApp();
    if (hooks.redeliver(named(call).delivery().guid()).isEmpty()) {
      throw ApiException.notFound();
    }
    return new Resource.Answer(202, GitHubJson.object());
  }

  private DeliveryAttempt named(Call call) {
    long id = call.number("number");
    return hooks.attempts().stream()
        .filter(attempt -> attempt.id() == id)
        .findFirst()
        .orElseThrow(ApiException::notFound);
  }
}
