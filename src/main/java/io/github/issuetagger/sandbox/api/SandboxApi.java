package io.github.issuetagger.sandbox.api;

import io.github.issuetagger.sandbox.hooks.WebhookDispatcher;
import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.AppJson;
import io.github.issuetagger.sandbox.state.CommentActions;
import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.GitHubJson;
import io.github.issuetagger.sandbox.state.IssueActions;
import io.github.issuetagger.sandbox.state.RecordedCall;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The REST API: its table of routes, and the filters that every call passes. */
public final class SandboxApi {
  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.GET,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE);

  /** The parts of the sandbox that the API reads and changes. */
  public record Backend(
      SandboxState state,
      GitHubJson json,
      AppJson appJson,
      IssueActions issues,
      CommentActions comments,
      WebhookDispatcher hooks) {}

  private final SandboxState state;
  private final Map<String, String> permissions;
  private final FaultFilter faults;
  private final AuthenticationFilter authentication;
  private final RateLimitFilter limits;
  private final CallRecorder recorder;
  private final AppResource app;
  private final HookResource hook;
  private final RepositoryResource repository;
  private final LabelResource label;
  private final IssueResource issue;
  private final CommentResource comment;
  private final List<String> unknown = new CopyOnWriteArrayList<>();

  /**
   * @param appKey verifies the App's JSON Web Tokens
   */
  public SandboxApi(SandboxOptions options, PublicKey appKey, Backend backend) {
    GitHubJson json = backend.json();
    AppJson appJson = backend.appJson();
    TokenRegistry tokens = new TokenRegistry(options.clock());
    JwtVerifier jwts = new JwtVerifier(options.clock(), String.valueOf(appJson.id()), appKey);
    state = backend.state();
    permissions = options.permissions();
    faults = new FaultFilter(tokens);
    authentication = new AuthenticationFilter(state, jwts, tokens);
    limits = new RateLimitFilter(options.clock(), options.hourlyLimit());
    recorder = new CallRecorder(options.clock());
    app = new AppResource(state, appJson, tokens, limits);
    hook = new HookResource(backend.hooks(), appJson);
    repository = new RepositoryResource(state, json);
    label = new LabelResource(state, json, backend.issues());
    issue = new IssueResource(state, json, backend.issues());
    comment = new CommentResource(state, json, backend.issues(), backend.comments());
  }

  /** Returns every call so far, in the order of the answers. */
  public List<RecordedCall> calls() {
    return recorder.calls();
  }

  /** Returns the calls that matched no route, as {@code METHOD path}. */
  public List<String> unknownCalls() {
    return List.copyOf(unknown);
  }

  /** Applies a fault to the next calls that match. */
  public void failNext(int times, String method, Pattern path, Fault fault) {
    faults.add(times, method, path, fault);
  }

  public void register(RoutesConfig http) {
    String all = GitHubJson.API_PREFIX + "/*";
    http.before(all, faults::before);
    http.before(all, authentication::before);
    http.before(all, limits::before);
    http.after(all, faults::after);
    http.after(all, EtagFilter::after);
    http.after(all, limits::after);
    http.after(all, recorder::after);
    http.exception(
        ApiException.class,
        (e, ctx) -> {
          e.location().ifPresent(location -> ctx.header("Location", location));
          ApiResponses.error(ctx, e.status(), String.valueOf(e.getMessage()));
        });
    http.exception(FaultFilter.AnsweredByFault.class, (e, ctx) -> {});

    on(http, HandlerType.GET, "/app", app::app);
    on(http, HandlerType.GET, "/app/installations", app::installations);
    on(http, HandlerType.GET, "/app/installations/{number}", app::installation);
    on(http, HandlerType.POST, "/app/installations/{number}/access_tokens", app::token);
    on(http, HandlerType.GET, "/repos/{owner}/{repo}/installation", app::installationOf);
    on(http, HandlerType.GET, "/rate_limit", app::rateLimit);

    on(http, HandlerType.GET, "/app/hook/config", hook::config);
    on(http, HandlerType.GET, "/app/hook/deliveries", hook::deliveries);
    on(http, HandlerType.GET, "/app/hook/deliveries/{number}", hook::delivery);
    on(http, HandlerType.POST, "/app/hook/deliveries/{number}/attempts", hook::redeliver);

    on(http, HandlerType.GET, "/installation/repositories", repository::list);
    on(http, HandlerType.GET, "/users/{login}", repository::user);
    in(http, HandlerType.GET, "", repository::get);
    in(http, HandlerType.GET, "/contents/<path>", repository::contents);
    in(http, HandlerType.GET, "/collaborators/{login}/permission", repository::permission);

    in(http, HandlerType.GET, "/labels", label::list);
    in(http, HandlerType.GET, "/labels/<name>", label::get);
    in(http, HandlerType.GET, "/issues/{number}/labels", label::ofIssue);
    in(http, HandlerType.POST, "/issues/{number}/labels", label::add);
    in(http, HandlerType.DELETE, "/issues/{number}/labels/<name>", label::remove);

    in(http, HandlerType.GET, "/issues/comments/{number}", comment::get);
    in(http, HandlerType.PATCH, "/issues/comments/{number}", comment::edit);
    in(http, HandlerType.DELETE, "/issues/comments/{number}", comment::delete);
    in(http, HandlerType.POST, "/issues/comments/{number}/reactions", comment::react);
    in(http, HandlerType.GET, "/issues/{number}/comments", comment::list);
    in(http, HandlerType.POST, "/issues/{number}/comments", comment::create);

    in(http, HandlerType.GET, "/issues", issue::list);
    in(http, HandlerType.POST, "/issues", issue::create);
    in(http, HandlerType.GET, "/issues/{number}", issue::get);
    in(http, HandlerType.GET, "/issues/{number}/events", issue::events);

    for (HandlerType method : METHODS) {
      on(http, method, "/<path>", this::unknown);
    }
  }

  private ApiResource.Answer unknown(ApiRequest call) {
    unknown.add(call.ctx().method().name() + " " + ApiRequest.apiPath(call.ctx()));
    throw ApiException.notFound();
  }

  /** Adds a route of a repository, by its name and by its ID. */
  private void in(RoutesConfig http, HandlerType method, String path, ApiResource resource) {
    on(http, method, "/repos/{owner}/{repo}" + path, resource);
    on(http, method, "/repositories/{id}" + path, resource);
  }

  private void on(RoutesConfig http, HandlerType method, String path, ApiResource resource) {
    http.addHttpHandler(
        method,
        GitHubJson.API_PREFIX + path,
        ctx -> {
          ApiResource.Answer answer = resource.answer(new ApiRequest(ctx, state, permissions));
          if (answer.status() == 204) {
            ctx.status(204);
          } else {
            ApiResponses.json(ctx, answer.status(), answer.body());
          }
        });
  }
}
