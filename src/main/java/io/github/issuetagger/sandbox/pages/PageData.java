package io.github.issuetagger.sandbox.pages;

import io.github.issuetagger.sandbox.pages.PageModels.HookLog;
import io.github.issuetagger.sandbox.pages.PageModels.IssueList;
import io.github.issuetagger.sandbox.pages.PageModels.IssueThread;
import io.github.issuetagger.sandbox.pages.PageModels.Item;
import io.github.issuetagger.sandbox.state.DeliveryAttempt;
import io.github.issuetagger.sandbox.state.SandboxComment;
import io.github.issuetagger.sandbox.state.SandboxEvent;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxLabel;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Converts the sandbox's values to page models. */
final class PageData {
  private static final int HOOKS_SHOWN = 30;

  private PageData() {}

  static IssueList list(SandboxRepository repository) {
    List<SandboxIssue> issues = new ArrayList<>(repository.issues());
    Collections.reverse(issues);
    return new IssueList(
        repository.ref().fullName(), repository.description(), issues, seen(issues));
  }

  static IssueThread thread(SandboxRepository repository, SandboxIssue issue) {
    List<SandboxLabel> labels = repository.labels();
    return new IssueThread(
        repository.ref().fullName(),
        issue,
        MarkdownRenderer.render(issue.body()),
        items(issue),
        labels.stream().filter(label -> !issue.hasLabel(label.name())).toList(),
        seen(List.of(issue, labels)));
  }

  static HookLog hooks(List<DeliveryAttempt> attempts) {
    List<DeliveryAttempt> newest = new ArrayList<>(attempts);
    Collections.reverse(newest);
    return new HookLog(
        newest.subList(0, Math.min(HOOKS_SHOWN, newest.size())), "n" + attempts.size());
  }

  private static List<Item> items(SandboxIssue issue) {
    return Stream.concat(
            issue.comments().stream().map(PageData::comment),
            issue.events().stream().map(PageData::event))
        .sorted(Comparator.comparing(Item::at).thenComparing(Item::id))
        .toList();
  }

  private static Item comment(SandboxComment comment) {
    return new Item(
        comment.id(),
        comment.author(),
        comment.createdAt(),
        Optional.of(MarkdownRenderer.render(comment.body())),
        "commented",
        Optional.empty(),
        comment.reactions().stream().map(PageData::emoji).collect(Collectors.joining(" ")));
  }

  private static String emoji(String reaction) {
    return switch (reaction) {
      case "eyes" -> "👀";
      case "rocket" -> "🚀";
      case "-1" -> "👎";
      case "confused" -> "😕";
      default -> reaction;
    };
  }

  private static Item event(SandboxEvent event) {
    String verb =
        switch (event.event()) {
          case "labeled" -> "added the label";
          case "unlabeled" -> "removed the label";
          default -> event.event() + " this";
        };
    return new Item(
        event.id(), event.actor(), event.at(), Optional.empty(), verb, event.label(), "");
  }

  private static String seen(Object shown) {
    return Integer.toHexString(shown.hashCode());
  }
}
