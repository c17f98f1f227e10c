package io.github.issuetagger.delivery;

import static io.github.issuetagger.store.DeliveryStatus.DEAD;
import static io.github.issuetagger.store.DeliveryStatus.DONE;
import static io.github.issuetagger.store.DeliveryStatus.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.config.DeliveryConfig;
import io.github.issuetagger.delivery.FailureClassifier.Verdict;
import io.github.issuetagger.delivery.Inbox.Receipt;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.StoredDelivery;
import io.github.issuetagger.store.database.Database;
import io.github.issuetagger.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the inbox and its worker promise, on whatever database. */
abstract class DeliveryContract {
  private static final DeliveryConfig CONFIG =
      new DeliveryConfig(4, 3, Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofSeconds(5));

  private final ManualClock clock = new ManualClock();
  private final List<String> handled = Collections.synchronizedList(new ArrayList<>());
  private final List<AutoCloseable> open = new ArrayList<>();
  private Database database;
  private DeliveryStore deliveries;
  private Inbox inbox;

  abstract DatabaseConfig newDatabase() throws Exception;

  @BeforeEach
  void openDatabase() throws Exception {
    database = Database.openForServing(newDatabase());
    deliveries = new DeliveryStore(database);
    inbox = new Inbox(database, clock, () -> {});
  }

  @AfterEach
  void close() throws Exception {
    Collections.reverse(open);
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
    database.close();
  }

  private Delivery delivery(String guid) {
    return new Delivery(
        guid,
        "issues",
        "{\"action\":\"opened\"}".getBytes(StandardCharsets.UTF_8),
        clock.instant());
  }

  private StoredDelivery stored(String guid) {
    return deliveries.find(guid).orElseThrow();
  }

  private DeliveryHandler recording() {
    return delivery -> handled.add(delivery.guid());
  }

  private static DeliveryHandler failing(String message) {
    return delivery -> {
      throw new IllegalStateException(message);
    };
  }

  private static FailureClassifier always(Verdict verdict) {
    return failure -> verdict;
  }

  private static FailureClassifier later() {
    return always(new Verdict.RetryLater());
  }

  private DeliveryLedger ledger() {
    return new DeliveryLedger(database, new RetrySchedule(CONFIG, new Random(1)), clock);
  }

  /** A queue that the test works off by hand, at the time that the test sets. */
  private ManualQueue queue(DeliveryHandler handler, FailureClassifier sorter) {
    ManualScheduler scheduler =
        TestHelper.createManualScheduler(
                database.dataSource(), new DeliveryTask(ledger(), handler, sorter, clock).task())
            .clock(new com.github.kagkarlsson.scheduler.testhelper.SettableClock())
            .build();
    return () -> {
      scheduler.setTime(clock.instant());
      scheduler.runAnyDueExecutions();
    };
  }

  private interface ManualQueue {
    void work();
  }

  private DeliveryWorker worker(DeliveryHandler handler, FailureClassifier sorter) {
    DeliveryWorker worker =
        new DeliveryWorker(database, CONFIG, handler, sorter, clock, new Random(1));
    open.add(worker);
    worker.start();
    return worker;
  }

  @Nested
  @DisplayName("A delivery that arrives")
  class Arrival {
    @Test
    void isStoredWithItsPayloadBeforeItIsAccepted() {
      assertThat(inbox.accept(delivery("a"))).isEqualTo(Receipt.ACCEPTED);

      assertThat(stored("a").status()).isEqualTo(PENDING);
      assertThat(stored("a").payloadBytes()).isEqualTo(19);
      assertThat(deliveries.load("a"))
          .hasValueSatisfying(
              found -> {
                assertThat(found.payload()).asString().isEqualTo("{\"action\":\"opened\"}");
                assertThat(found.event()).isEqualTo("issues");
                assertThat(found.receivedAt()).isEqualTo(clock.instant());
              });
    }

    @Test
    void wakesTheWorkerOnceItIsStored() throws Exception {
      List<Boolean> storedWhenWoken = new ArrayList<>();
      ExecutorService otherThread = Executors.newSingleThreadExecutor();
      open.add(otherThread::shutdown);
      Inbox waking =
          new Inbox(
              database,
              clock,
              () ->
                  storedWhenWoken.add(
                      CompletableFuture.supplyAsync(
                              () -> deliveries.find("a").isPresent(), otherThread)
                          .join()));

      waking.accept(delivery("a"));
      waking.accept(delivery("a"));

      assertThat(storedWhenWoken).containsExactly(true);
    }

    @Test
    void isWorkedOnWhenTheWorkerIsWoken() {
      DeliveryWorker worker = worker(recording(), later());

      new Inbox(database, clock, worker::wake).accept(delivery("a"));

      await().until(() -> stored("a").status() == DONE);
      assertThat(handled).containsExactly("a");
    }

    @Test
    void hasNoSecondEffectWhenItsGuidWasSeen() {
      ManualQueue queue = queue(recording(), later());
      inbox.accept(delivery("a"));

      assertThat(inbox.accept(delivery("a"))).isEqualTo(Receipt.DUPLICATE);
      queue.work();
      assertThat(inbox.accept(delivery("a"))).isEqualTo(Receipt.DUPLICATE);
      queue.work();

      assertThat(handled).containsExactly("a");
    }

    @Test
    void isTriedAnewWhenItWasGivenUpBefore() {
      inbox.accept(delivery("a"));
      queue(failing("no"), always(new Verdict.Never())).work();
      assertThat(stored("a").status()).isEqualTo(DEAD);

      assertThat(inbox.accept(delivery("a"))).isEqualTo(Receipt.REQUEUED);
      queue(recording(), later()).work();

      assertThat(handled).containsExactly("a");
      assertThat(stored("a").status()).isEqualTo(DONE);
      assertThat(stored("a").reason()).isEmpty();
    }

    @Test
    void isNotStoredEitherWhenTheQueueDoesNotTakeIt() {
      database.jdbi().useHandle(handle -> handle.execute("DROP TABLE scheduled_tasks"));

      assertThatThrownBy(() -> inbox.accept(delivery("a")))
          .isInstanceOf(DeliveryNotStoredException.class);

      assertThat(deliveries.find("a")).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenTheTransactionFails() {
      assertThatThrownBy(
              () ->
                  database.inTransaction(
                      () -> {
                        inbox.accept(delivery("a"));
                        throw new IllegalStateException("the power goes out here");
                      }))
          .hasMessageContaining("power");

      assertThat(deliveries.find("a")).isEmpty();
      queue(recording(), later()).work();
      assertThat(handled).isEmpty();
    }
  }

  @Nested
  @DisplayName("A delivery that fails")
  class Failing {
    @Test
    void isTriedAgainAfterGrowingPausesThenGivenUp() {
      ManualQueue queue = queue(failing("GitHub is down"), later());
      inbox.accept(delivery("a"));

      queue.work();
      assertThat(stored("a").attempts()).isEqualTo(1);
      Duration first = Duration.between(clock.instant(), stored("a").dueAt().orElseThrow());
      assertThat(first).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));

      clock.advance(first.minusMillis(1));
      queue.work();
      assertThat(stored("a").attempts()).isEqualTo(1);

      clock.advance(Duration.ofMillis(2));
      queue.work();
      assertThat(stored("a").attempts()).isEqualTo(2);
      Duration second = Duration.between(clock.instant(), stored("a").dueAt().orElseThrow());
      assertThat(second).isBetween(Duration.ofSeconds(72), Duration.ofSeconds(108));

      clock.advance(second.plusMillis(1));
      queue.work();
      assertThat(stored("a").status()).isEqualTo(DEAD);
      assertThat(stored("a").attempts()).isEqualTo(3);
      assertThat(stored("a").dueAt()).isEmpty();
    }

    @Test
    void waitsForTheTimeThatGitHubNamesWithoutLosingATry() {
      Instant reset = clock.instant().plus(Duration.ofMinutes(10));
      ManualQueue queue = queue(failing("rate limit"), always(new Verdict.RetryAt(reset)));
      inbox.accept(delivery("a"));

      queue.work();

      assertThat(stored("a").attempts()).isZero();
      assertThat(stored("a").postponements()).isEqualTo(1);
      assertThat(stored("a").dueAt().orElseThrow())
          .isBetween(reset, reset.plus(Duration.ofSeconds(30)));
    }

    @Test
    void becomesADeadLetterWithPayloadReasonAndStackWhenNothingHelps() {
      inbox.accept(delivery("a"));

      queue(failing("the issue is gone"), always(new Verdict.Never())).work();

      StoredDelivery dead = stored("a");
      assertThat(dead.status()).isEqualTo(DEAD);
      assertThat(dead.reason()).hasValue("IllegalStateException: the issue is gone");
      assertThat(dead.stack()).hasValueSatisfying(s -> assertThat(s).contains("DeliveryContract"));
      assertThat(deliveries.load("a")).isPresent();
    }

    @Test
    void doesNotTakeTheWorkerDownWithAnError() {
      DeliveryHandler handler =
          delivery -> {
            if (delivery.guid().equals("hostile")) {
              throw new StackOverflowError();
            }
            handled.add(delivery.guid());
          };
      ManualQueue queue = queue(handler, later());
      inbox.accept(delivery("hostile"));
      inbox.accept(delivery("b"));

      queue.work();

      assertThat(handled).containsExactly("b");
      assertThat(stored("hostile").attempts()).isEqualTo(1);
    }
  }

  @Nested
  @DisplayName("Dead letters")
  class DeadLetters {
    @BeforeEach
    void threeDead() {
      ManualQueue queue = queue(failing("no"), always(new Verdict.Never()));
      List.of("a", "b", "c").forEach(guid -> inbox.accept(delivery(guid)));
      queue.work();
      assertThat(deliveries.count(DEAD)).isEqualTo(3);
    }

    @Test
    void areListedByTheirStatus() {
      inbox.accept(delivery("d"));

      assertThat(deliveries.list(DEAD, 10))
          .extracting(StoredDelivery::guid)
          .containsExactly("a", "b", "c");
      assertThat(deliveries.list(2)).hasSize(2);
    }

    @Test
    void areReplayedOneByOneWithFreshTries() {
      assertThat(inbox.replay("b")).isTrue();
      assertThat(inbox.replay("b")).isFalse();
      assertThat(inbox.replay("unknown")).isFalse();
      assertThat(stored("b").attempts()).isZero();

      queue(recording(), later()).work();

      assertThat(handled).containsExactly("b");
    }

    @Test
    void areReplayedTogether() {
      assertThat(inbox.replayDead()).isEqualTo(3);

      queue(recording(), later()).work();

      assertThat(handled).containsExactlyInAnyOrder("a", "b", "c");
      assertThat(deliveries.count(DONE)).isEqualTo(3);
    }

    @Test
    void areReplayedOnceThoughTheyDieAgainAtOnce() {
      for (int i = 0; i < 500; i++) {
        inbox.accept(delivery("n-" + i));
      }
      ManualQueue queue = queue(failing("still no"), always(new Verdict.Never()));
      while (deliveries.count(DEAD) < 503) {
        queue.work();
      }
      AtomicInteger replays = new AtomicInteger();
      Inbox besideAWorker =
          new Inbox(
              database,
              clock,
              () -> {
                if (replays.incrementAndGet() > 503) {
                  throw new IllegalStateException("a dead letter was replayed a second time");
                }
                queue.work();
              });

      assertThat(besideAWorker.replayDead()).isEqualTo(503);

      assertThat(deliveries.count(DEAD)).isEqualTo(503);
    }

    @Test
    void stayWhenHandledDeliveriesArePruned() {
      inbox.accept(delivery("d"));
      queue(recording(), later()).work();
      clock.advance(CONFIG.retention().plusSeconds(1));

      assertThat(deliveries.prune(clock.instant().minus(CONFIG.retention()))).isEqualTo(1);

      assertThat(deliveries.find("d")).isEmpty();
      assertThat(deliveries.count(DEAD)).isEqualTo(3);
    }
  }

  @Nested
  @DisplayName("A worker that stops")
  class Ending {
    @Test
    void waitsForTheDeliveryInHand() throws Exception {
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch finish = new CountDownLatch(1);
      DeliveryWorker worker =
          worker(
              delivery -> {
                started.countDown();
                finish.await();
                handled.add(delivery.guid());
              },
              later());
      inbox.accept(delivery("a"));
      worker.wake();
      started.await();

      Thread stop = new Thread(worker::close);
      stop.start();
      await().until(() -> !worker.running());
      finish.countDown();
      stop.join();

      assertThat(stored("a").status()).isEqualTo(DONE);
    }

    @Test
    void handsAnInterruptedDeliveryBackWithoutCountingATry() throws Exception {
      DeliveryConfig hasty =
          new DeliveryConfig(1, 3, Duration.ofSeconds(30), Duration.ofDays(30), Duration.ZERO);
      CountDownLatch started = new CountDownLatch(1);
      DeliveryWorker worker =
          new DeliveryWorker(
              database,
              hasty,
              delivery -> {
                started.countDown();
                new CountDownLatch(1).await();
              },
              later(),
              clock,
              new Random(1));
      worker.start();
      inbox.accept(delivery("a"));
      worker.wake();
      started.await();

      worker.close();

      assertThat(stored("a").attempts()).isZero();
      queue(recording(), later()).work();
      assertThat(handled).containsExactly("a");
    }

    @Test
    void cannotFinishADeliveryWhoseLeaseItHasLost() throws Exception {
      ManualQueue thief =
          queue(
              delivery -> {
                // What another replica does after missed heartbeats.
                new PickedTaskStore(database).releaseAll();
              },
              later());
      inbox.accept(delivery("a"));

      thief.work();

      assertThat(stored("a").status()).isEqualTo(PENDING);
      queue(recording(), later()).work();
      assertThat(handled).containsExactly("a");
    }
  }

  @Test
  @DisplayName("Two hundred deliveries, each sent twice at the same time, are each handled once")
  void underLoad() throws Exception {
    DeliveryWorker worker = worker(recording(), later());
    Inbox awake = new Inbox(database, clock, worker::wake);
    AtomicInteger accepted = new AtomicInteger();
    List<Thread> senders = new ArrayList<>();
    for (int sender = 0; sender < 4; sender++) {
      int first = sender / 2 * 100;
      senders.add(
          new Thread(
              () -> {
                for (int i = first; i < first + 100; i++) {
                  if (awake.accept(delivery("load-" + i)) == Receipt.ACCEPTED) {
                    accepted.incrementAndGet();
                  }
                }
              }));
    }
    senders.forEach(Thread::start);
    for (Thread sender : senders) {
      sender.join();
    }

    await().atMost(Duration.ofSeconds(60)).until(() -> deliveries.count(DONE) == 200);
    assertThat(accepted).hasValue(200);
    assertThat(handled).hasSize(200).doesNotHaveDuplicates();
  }
}
