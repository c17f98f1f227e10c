package io.github.issuetagger.sandbox.state;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The faults that wait for their calls. Safe for use by many threads. */
public final class Faults {
  private static final class Rule {
    private final String method;
    private final Pattern path;
    private final Fault fault;
    private int left;

    Rule(int times, String method, Pattern path, Fault fault) {
      this.left = times;
      this.method = method;
      this.path = path;
      this.fault = fault;
    }
  }

  private final List<Rule> rules = new ArrayList<>();

  public synchronized void add(int times, String method, Pattern path, Fault fault) {
    rules.add(new Rule(times, method, path, fault));
  }

  /** The fault that the call is to suffer; each is used up by as many calls as it was made for. */
  public synchronized Optional<Fault> take(String method, String path) {
    Iterator<Rule> iterator = rules.iterator();
    while (iterator.hasNext()) {
      Rule rule = iterator.next();
      if (rule.method.equals(method) && rule.path.matcher(path).find()) {
        rule.left--;
        if (rule.left <= 0) {
          iterator.remove();
        }
        return Optional.of(rule.fault);
      }
    }
    return Optional.empty();
  }
}
