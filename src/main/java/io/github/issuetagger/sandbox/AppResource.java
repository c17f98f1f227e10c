package io.github.issuetagger.sandbox;

import static io.github.issuetagger.sandbox.GitHubJson.array;
import static io.github.issuetagger.sandbox.GitHubJson.object;
import static io.github.issuetagger.sandbox.GitHubJson.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The App, its installations, their tokens and limits. */
final class AppResource {
  private final World world;
  private final AppJson json;
  private final Tokens tokens;
  private final RateLimits limits;

  AppResource(World world, AppJson json, Tokens tokens, RateLimits limits) {
    this.world = world;
    this.json = json;
    this.tokens = tokens;
    this.limits = limits;
  }

  Resource.Answer app(Call call) {
    call.requireApp();
    return Resource.Answer.ok(json.app(world.installations().size()));
  }

  Resource.Answer installations(Call call) {
    call.requireApp();
    return Resource.Answer.ok(
        Answers.page(call.ctx(), array(world.installations(), json::installation)));
  }

  Resource.Answer installation(Call call) {
    call.requireApp();
    return Resource.Answer.ok(json.installation(named(call)));
  }

  /** The installation through which the App reaches a repository. */
  Resource.Answer installationOf(Call call) {
    call.requireApp();
    return world
        .current(call.ctx().pathParam("owner"), call.ctx().pathParam("repo"))
        .map(found -> Resource.Answer.ok(json.installation(world.installationOf(found.owner))))
        .orElseThrow(ApiException::notFound);
  }

  Resource.Answer token(Call call) {
    call.requireApp();
    Tokens.Token token = tokens.issue(named(call).id());
    ObjectNode node =
        object().put("token", token.text()).put("expires_at", time(token.expiresAt()));
    node.set("permissions", json.permissions());
    return Resource.Answer.created(node.put("repository_selection", "all"));
  }

  Resource.Answer rateLimit(Call call) {
    ObjectNode usage = limits.usage(Gatekeeper.caller(call.ctx()).key()).json();
    ObjectNode node = object();
    ObjectNode resources = node.putObject("resources");
    for (String name : List.of("core", "search", "graphql", "integration_manifest")) {
      resources.set(name, usage.deepCopy());
    }
    node.set("rate", usage);
    return Resource.Answer.ok(node);
  }

  private Installation named(Call call) {
    return world.installation(call.number("number")).orElseThrow(ApiException::notFound);
  }
}
