package io.github.issuetagger.demo;

import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxComment;
import io.github.issuetagger.sandbox.state.SandboxEvent;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Opens the sample's issues one after another, and reports how the App handled each. */
public final class Demo {
  private final DemoSample sample;
  private final Sandbox sandbox;
  private final SandboxRepository repository;
  private final Map<String, CompletableFuture<Void>> finished = new ConcurrentHashMap<>();

  private Demo(DemoSample sample, Sandbox sandbox) {
    this.sample = sample;
    this.sandbox = sandbox;
    this.repository = sample.createIn(sandbox);
  }

  /** Creates the sample repository in the sandbox. */
  public static Demo prepare(Sandbox sandbox) {
    return new Demo(DemoSample.load(), sandbox);
  }

  /**
   * Opens the issues, and prints the outcome of each.
   *
   * @param timeout the longest time that the App may take for one issue
   * @return one outcome for each issue, in the order of opening
   */
  public List<DemoOutcome> run(DemoApp app, Duration timeout, PrintWriter out)
      throws InterruptedException {
    app.onFinished(guid -> completion(guid).complete(null));
    sandbox.deliverTo(app.webhookUrl());
    DemoReport report = new DemoReport(out);
    report.start(repository, sample.issues().size());
    List<DemoOutcome> outcomes = new ArrayList<>();
    for (DemoSample.Issue issue : sample.issues()) {
      DemoOutcome outcome = open(issue, timeout);
      report.issue(outcome);
      outcomes.add(outcome);
    }
    report.summary(outcomes);
    return outcomes;
  }

  private DemoOutcome open(DemoSample.Issue issue, Duration timeout) throws InterruptedException {
    int number = repository.openIssue(issue.author(), issue.title(), issue.body()).number();
    boolean done = await(guidOfOpening(number), timeout);
    SandboxIssue now = repository.issue(number).orElseThrow();
    Optional<Duration> took =
        lastWrite(now).map(written -> Duration.between(now.createdAt(), written));
    return new DemoOutcome(now, done, took);
  }

  private boolean await(String guid, Duration timeout) throws InterruptedException {
    try {
      completion(guid).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the future completed exceptionally", e);
    }
  }

  private CompletableFuture<Void> completion(String guid) {
    return finished.computeIfAbsent(guid, key -> new CompletableFuture<>());
  }

  private String guidOfOpening(int number) {
    long id = repository.ref().id();
    return sandbox.deliveries().stream()
        .filter(delivery -> delivery.event().equals("issues"))
        .filter(delivery -> delivery.action().equals("opened"))
        .filter(delivery -> delivery.repositoryId().orElse(0) == id)
        .filter(delivery -> delivery.issueNumber().orElse(0) == number)
        .findFirst()
        .orElseThrow()
        .guid();
  }

  private static Optional<Instant> lastWrite(SandboxIssue issue) {
    return Stream.concat(
            issue.events().stream().filter(SandboxEvent::viaApp).map(SandboxEvent::at),
            issue.comments().stream().filter(SandboxComment::viaApp).map(SandboxComment::updatedAt))
        .max(Instant::compareTo);
  }
}
