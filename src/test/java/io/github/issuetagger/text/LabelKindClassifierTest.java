package io.github.issuetagger.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.domain.Label;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelKindClassifierTest {
  private static LabelKind kind(String name) {
    return LabelKindClassifier.of(Label.of(name, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bug",
        "Bug",
        "BUG",
        "bugs",
        "bug report",
        "BugReport",
        "C-bug",
        "T-bug",
        "T-defect",
        "kind/bug",
        "kind:bug",
        "type/bug",
        "type:bug",
        "type: bug",
        "Type: Bug",
        "type::bug",
        "Type - Bug",
        "type-bug",
        "t: bug",
        "00 - Bug",
        ">bug",
        "bug :bug:",
        ":bug: Bug",
        "🐛 bug",
        "bug 🐛",
        "🐛",
        ":bug:",
        "🐞",
        "confirmed-bug",
        "bug: confirmed",
        "type: bug/fix",
        "bugfix",
        "topic: bug fixes",
        "crash",
        "c: crash",
        "I-crash",
        "I-ICE",
        "defect",
        "defect?",
        "regression",
        "kind/regression",
        "regression-from-stable-to-nightly",
        "perf-regression",
        "metric bug",
        "security bug",
        "not working",
        "unexpected behavior",
        "error",
        "problem",
        "kind/failing-test",
        "fix"
      })
  void bugs(String name) {
    assertThat(kind(name)).isEqualTo(LabelKind.BUG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enhancement",
        "Enhancement",
        "enhancements",
        "kind/enhancement",
        "type: enhancement",
        "C-enhancement",
        ">enhancement",
        "01 - Enhancement",
        "enhancement :sparkles:",
        "feature",
        "features",
        "Feature Request",
        "feature-request",
        "FeatureRequest",
        "feature_request",
        "C-feature-request",
        "C-feature-accepted",
        "c: new feature",
        "new feature",
        "kind/feature",
        "type:feature",
        "type::feature",
        "Type: Feature Request",
        "🚀 Feature",
        "✨ enhancement",
        "✨",
        "feat",
        "type/improvement",
        "improvement",
        "performance improvement",
        "dataset request",
        "request",
        "wishlist",
        "idea",
        "suggestion",
        "api-suggestion",
        "feature proposal",
        "c: proposal",
        "type/proposal",
        "rfe",
        "missing feature"
      })
  void features(String name) {
    assertThat(kind(name)).isEqualTo(LabelKind.FEATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "question",
        "Question",
        "questions",
        "kind/question",
        "type: question",
        "C-question",
        "*question",
        "question ❓",
        "❓ question",
        "❓",
        ":question: question",
        "Usage Question",
        "33 - Question",
        "support",
        "kind/support",
        "type:support",
        "type: support",
        "Support Request",
        "help",
        "howto",
        "how-to",
        "Q&A",
        "discussion",
        "C-discussion",
        "guidance",
        "clarification"
      })
  void questions(String name) {
    assertThat(kind(name)).isEqualTo(LabelKind.QUESTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs",
        "doc",
        "Docs",
        "documentation",
        "Documentation",
        "A-docs",
        "area/docs",
        "area: documentation",
        "kind/documentation",
        "kind:documentation",
        "type: docs",
        "Type: Documentation",
        "module: docs",
        "topic: docs",
        "type:docs-bug",
        "doc bug",
        "d: api docs",
        "04 - Documentation",
        ">docs",
        "📚 documentation",
        "documentation 📖",
        "documentation :notebook:",
        "📝",
        "docs-improvement",
        "tutorial",
        "typo",
        "README",
        "examples",
        "docstring"
      })
  void documentation(String name) {
    assertThat(kind(name)).isEqualTo(LabelKind.DOCS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "help wanted",
        "good first issue",
        "Good First Bug",
        "priority/high",
        "P-high",
        "E-easy",
        "E-help-wanted",
        "S-waiting-on-review",
        "wontfix",
        "Won't Fix",
        "duplicate",
        "invalid",
        "stale",
        "Status: Unconfirmed",
        "status/needs-triage",
        "needs-triage",
        "Needs Triage",
        "untriaged",
        "triage/support",
        "Resolution: Stale",
        "lifecycle/rotten",
        "confirmed",
        "accepted",
        "triaged",
        "info-needed",
        "stat:awaiting response",
        "severity: high",
        "size/XL",
        "effort/small",
        "in progress",
        "needs docs",
        "hacktoberfest",
        "B-unstable",
        "blocked",
        "release-blocker"
      })
  @DisplayName("about the state of the work")
  void aboutTheStateOfTheWork(String name) {
    assertThat(kind(name)).isEqualTo(LabelKind.PROCESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A-LLVM",
        "area/networking",
        "sig/node",
        "module: nn",
        "platform/windows",
        "O-windows",
        "T-rustdoc",
        "frontend",
        "docker",
        "debugging",
        "A-debuginfo",
        "python 3.12 support",
        "rtl support",
        "support:core",
        "feature: login",
        "A-feature-gates",
        "feature flags",
        "pull request",
        "crash reporting",
        "Error Reporting",
        "error handling",
        "bug bounty",
        "css",
        "security",
        "performance",
        "design",
        "discussion-tab",
        "I-slow",
        "helper",
        "🎉"
      })
  void topics(String name) {
    assertThat(kind(name)).isEqualTo(LabelKind.TOPIC);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "T1 | Something isn't working | BUG",
        "defekt? | This is a bug that we could reproduce | BUG",
        "red | Bug reports | BUG",
        "kind/defekt | Categorizes issue or PR as related to a bug. | BUG",
        "🎉 | New feature or request | FEATURE",
        "type: addition | A new feature | FEATURE",
        "forum | Further information is requested | QUESTION",
        "book | Improvements or additions to documentation | DOCS",
        // A topic's description may speak of its bugs.
        "area/frontend | A bug or a feature request of the frontend | TOPIC",
        "frontend | Bugs and feature requests of the frontend | TOPIC",
        "A-parser | Bug reports | TOPIC",
        "networking | Connections and timeouts | TOPIC",
        "css | '' | TOPIC",
        // The name says more than the description.
        "enhancement | Something isn't working | FEATURE",
        "wontfix | This is a bug that we keep | PROCESS",
        "pull request | New feature or request | TOPIC",
      })
  @DisplayName("uses the description if the name tells nothing")
  void usesTheDescriptionIfTheNameTellsNothing(String name, String description, LabelKind kind) {
    assertThat(LabelKindClassifier.of(Label.of(name, description))).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "bug, false",
    "00 - Bug, false",
    "type-bug, false",
    "bug report, false",
    "confirmed-bug, false",
    "feature request, false",
    "metric bug, true",
    "dataset request, true",
    "performance improvement, true",
  })
  @DisplayName("recognizes a label that says more than its kind")
  void recognizesALabelThatSaysMoreThanItsKind(String name, boolean qualified) {
    assertThat(LabelKindClassifier.qualified(Label.of(name, ""))).isEqualTo(qualified);
  }

  @Test
  @DisplayName("handles an endless name")
  void handlesAnEndlessName() {
    assertThat(kind("feature ".repeat(50_000) + "gate")).isEqualTo(LabelKind.TOPIC);
  }
}
