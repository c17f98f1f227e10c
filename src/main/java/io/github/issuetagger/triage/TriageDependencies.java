package io.github.issuetagger.triage;

import io.github.issuetagger.github.GitHubCaches;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.github.IssueWriter;
import io.github.issuetagger.scoring.IssueScorer;
import io.github.issuetagger.store.TriageStore;
import java.time.Clock;

/**
 * What triage works with.
 *
 * @param reader what it reads from GitHub
 * @param writer what it writes to GitHub
 * @param dryRun the writer of repositories that asked for a dry run, which changes nothing
 * @param caches what the reader remembers
 * @param scorer scores issues
 * @param store what it remembers
 * @param clock the time
 */
public record TriageDependencies(
    IssueReader reader,
    IssueWriter writer,
    IssueWriter dryRun,
    GitHubCaches caches,
    IssueScorer scorer,
    TriageStore store,
    Clock clock) {}
