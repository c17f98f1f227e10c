package io.github.issuetagger.sandbox;

import io.github.issuetagger.sandbox.api.SandboxApi;
import io.github.issuetagger.sandbox.hooks.WebhookDispatcher;
import io.github.issuetagger.sandbox.hooks.WebhookPayloads;
import io.github.issuetagger.sandbox.hooks.WebhookSigner;
import io.github.issuetagger.sandbox.pages.SandboxPages;
import io.github.issuetagger.sandbox.state.AppJson;
import io.github.issuetagger.sandbox.state.CommentActions;
import io.github.issuetagger.sandbox.state.DeliveryAttempt;
import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.GitHubJson;
import io.github.issuetagger.sandbox.state.IssueActions;
import io.github.issuetagger.sandbox.state.LabelActions;
import io.github.issuetagger.sandbox.state.RecordedCall;
import io.github.issuetagger.sandbox.state.RepositoryState;
import io.github.issuetagger.sandbox.state.SandboxActor;
import io.github.issuetagger.sandbox.state.SandboxAppKey;
import io.github.issuetagger.sandbox.state.SandboxChange;
import io.github.issuetagger.sandbox.state.SandboxInstallation;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.sandbox.state.SandboxState;
import io.github.issuetagger.sandbox.state.SandboxUser;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import io.javalin.Javalin;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.UriCompliance;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory imitation of GitHub on the loopback address. Serves the REST calls that the App
 * makes, sends webhooks, and has pages for people. Safe for use by many threads.
 */
public final class Sandbox implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final long APP_ID = 4242;

  private final SandboxOptions options;
  private final SandboxAppKey key = new SandboxAppKey();
  private final GitHubJson json;
  private final SandboxState state;
  private final AppJson appJson;
  private final WebhookPayloads payloads;
  private final WebhookDispatcher hooks;
  private final SandboxApi api;
  private final SandboxRepository.Actions actions;
  private final SandboxPages pages = new SandboxPages(this::repositories, this::attempts);
  private final Javalin server;
  private volatile @Nullable URI site;

  private Sandbox(SandboxOptions options) {
    this.options = options;
    json = new GitHubJson(options.slug(), this::siteUrl);
    hooks =
        new WebhookDispatcher(
            options.clock(), options.events(), new WebhookSigner(options.webhookSecret(), APP_ID));
    state = new SandboxState(options.clock(), options.slug(), this::publish);
    appJson = new AppJson(json, options, APP_ID, state.person("issue-tagger-team"), hooks::target);
    payloads = new WebhookPayloads(json, appJson);
    LabelActions labels = new LabelActions(state, json);
    IssueActions issues = new IssueActions(state, json, labels);
    CommentActions comments = new CommentActions(state, json, issues);
    actions = new SandboxRepository.Actions(labels, issues, comments);
    SandboxApi.Backend backend =
        new SandboxApi.Backend(state, json, appJson, issues, comments, hooks);
    api = new SandboxApi(options, key.publicKey(), backend);
    server = createServer();
  }

  /** Starts an empty sandbox. */
  public static Sandbox start(SandboxOptions options) {
    Sandbox sandbox = new Sandbox(options);
    sandbox.server.start(HOST, options.port());
    sandbox.site = URI.create("http://" + HOST + ":" + sandbox.server.port());
    return sandbox;
  }

  private Javalin createServer() {
    return Javalin.create(
        config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.startup.startupWatcherEnabled = false;
          // Label names contain slashes and dots, so %2F and %2E must reach the routes.
          config.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.UNSAFE));
          config.jetty.modifyServletContextHandler(
              handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
          pages.register(config.routes);
          api.register(config.routes);
        });
  }

  /** Returns the root of the pages. */
  public URI siteUrl() {
    URI url = site;
    if (url == null) {
      throw new IllegalStateException("the sandbox has not started");
    }
    return url;
  }

  /** Returns the App's {@code GITHUB_API_URL}. */
  public URI apiUrl() {
    return URI.create(siteUrl() + GitHubJson.API_PREFIX);
  }

  /** Returns the App's {@code APP_ID}. */
  public String appId() {
    return String.valueOf(APP_ID);
  }

  /** Returns the App's {@code PRIVATE_KEY}: PEM, PKCS#1. */
  public String privateKeyPem() {
    return key.pem();
  }

  /** Returns the App's {@code WEBHOOK_SECRET}. */
  public String webhookSecret() {
    return options.webhookSecret();
  }

  /** Sets the target of webhooks from now on. Webhooks before that are only recorded. */
  public void deliverTo(URI target) {
    hooks.target(target);
  }

  /**
   * Creates a repository, and installs the App for its owner. The first repository of an owner
   * sends {@code installation.created}.
   *
   * @param fullName {@code owner/name}
   */
  public SandboxRepository createRepository(String fullName, String description) {
    List<String> parts = List.of(fullName.split("/", 2));
    synchronized (state) {
      SandboxUser owner = state.person(parts.get(0));
      boolean first = state.installations().stream().noneMatch(i -> i.account().equals(owner));
      RepositoryState repository = state.addRepository(owner, parts.get(1), description);
      SandboxInstallation installation = state.installationOf(owner);
      if (first) {
        SandboxChange change =
            new SandboxChange(
                "installation",
                "created",
                installation,
                Optional.empty(),
                Optional.empty(),
                SandboxActor.person(owner),
                GitHubJson.object());
        hooks.publish(
            change, payloads.installation("created", installation, List.of(repository.info())));
      }
      return new SandboxRepository(state, actions, repository);
    }
  }

  /** Returns all repositories, oldest first. */
  public List<SandboxRepository> repositories() {
    return state.repositories().stream()
        .map(repository -> new SandboxRepository(state, actions, repository))
        .toList();
  }

  /** Sends {@code ping}, as GitHub does when the webhook is set up. */
  public void ping() {
    hooks.ping(payloads.ping());
  }

  /** Returns every webhook so far, sent or not, oldest first. */
  public List<SignedDelivery> deliveries() {
    return hooks.deliveries();
  }

  /** Returns the finished attempts to send a webhook, oldest first. */
  public List<DeliveryAttempt> attempts() {
    return hooks.attempts();
  }

  /**
   * Sends a webhook again, with the same GUID.
   *
   * @throws IllegalArgumentException if no webhook has that GUID, or there is no target
   */
  public CompletableFuture<DeliveryAttempt> redeliver(String guid) {
    return hooks
        .redeliver(guid)
        .orElseThrow(() -> new IllegalArgumentException("cannot redeliver " + guid));
  }

  /** Signs a body as a webhook, without recording or sending it. */
  public SignedDelivery sign(String event, byte[] body) {
    return hooks.sign(event, body);
  }

  /**
   * Applies a fault to the next calls that match.
   *
   * @param times how many calls
   * @param method upper case
   * @param path a regular expression that must match a part of the path below the API's root
   */
  public void failNext(int times, String method, String path, Fault fault) {
    api.failNext(times, method, Pattern.compile(path), fault);
  }

  /** Returns every call to the API so far, in the order of the answers. */
  public List<RecordedCall> calls() {
    return api.calls();
  }

  /** Returns the calls that matched no route, as {@code METHOD path}. */
  public List<String> unknownCalls() {
    return api.unknownCalls();
  }

  private void publish(SandboxChange change) {
    hooks.publish(change, payloads.of(change));
  }

  @Override
  public void close() {
    server.stop();
    hooks.close();
  }
}
