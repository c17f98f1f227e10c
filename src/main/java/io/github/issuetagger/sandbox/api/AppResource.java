package io.github.issuetagger.sandbox.api;

import static io.github.issuetagger.sandbox.state.GitHubJson.array;
import static io.github.issuetagger.sandbox.state.GitHubJson.object;
import static io.github.issuetagger.sandbox.state.GitHubJson.time;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.AppJson;
import io.github.issuetagger.sandbox.state.SandboxInstallation;
import io.github.issuetagger.sandbox.state.SandboxState;
import java.util.List;

/** Serves the App, its installations, and their tokens and rate limits. */
final class AppResource {
  private final SandboxState state;
  private final AppJson json;
  private final TokenRegistry tokens;
  private final RateLimitFilter limits;

  AppResource(SandboxState state, AppJson json, TokenRegistry tokens, RateLimitFilter limits) {
    this.state = state;
    this.json = json;
    this.tokens = tokens;
    this.limits = limits;
  }

  ApiResource.Answer app(ApiRequest call) {
    call.requireApp();
    return ApiResource.Answer.ok(json.app(state.installations().size()));
  }

  ApiResource.Answer installations(ApiRequest call) {
    call.requireApp();
    return ApiResource.Answer.ok(
        ApiResponses.page(call.ctx(), array(state.installations(), json::installation)));
  }

  ApiResource.Answer installation(ApiRequest call) {
    call.requireApp();
    return ApiResource.Answer.ok(json.installation(named(call)));
  }

  /** Returns the installation through which the App reaches a repository. */
  ApiResource.Answer installationOf(ApiRequest call) {
    call.requireApp();
    return state
        .findByName(call.ctx().pathParam("owner"), call.ctx().pathParam("repo"))
        .map(found -> ApiResource.Answer.ok(json.installation(state.installationOf(found.owner))))
        .orElseThrow(ApiException::notFound);
  }

  ApiResource.Answer token(ApiRequest call) {
    call.requireApp();
    TokenRegistry.Token token = tokens.issue(named(call).id());
    ObjectNode node =
        object().put("token", token.text()).put("expires_at", time(token.expiresAt()));
    node.set("permissions", json.permissions());
    return ApiResource.Answer.created(node.put("repository_selection", "all"));
  }

  ApiResource.Answer rateLimit(ApiRequest call) {
    ObjectNode usage = limits.usage(ApiCaller.of(call.ctx())).json();
    ObjectNode node = object();
    ObjectNode resources = node.putObject("resources");
    for (String name : List.of("core", "search", "graphql", "integration_manifest")) {
      resources.set(name, usage.deepCopy());
    }
    node.set("rate", usage);
    return ApiResource.Answer.ok(node);
  }

  private SandboxInstallation named(ApiRequest call) {
    return state.installation(call.number("number")).orElseThrow(ApiException::notFound);
  }
}
