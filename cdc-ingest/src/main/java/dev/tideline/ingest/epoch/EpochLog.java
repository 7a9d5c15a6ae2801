package dev.tideline.ingest.epoch;

import dev.tideline.ingest.publish.EpochListener;
import dev.tideline.ingest.publish.Position;
import dev.tideline.schemas.wire.EpochManifest;
import dev.tideline.schemas.wire.Lsn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the first epoch behind an LSN. Remembers where epochs ended while somebody is interested, because that LSN is known
 * only after the stream may have passed it. Safe for use by several threads.
 */
public final class EpochLog implements EpochListener {

    /**
     * A place between two epochs.
     *
     * @param firstEpoch the first epoch behind it
     * @param committedAt commit time of the newest transaction with captured rows before it; null if there was none
     */
    public record Boundary(long firstEpoch, Instant committedAt) {}

    private record Entry(long epoch, Lsn lsn, Instant committedAtBefore) {}

    private record Question(Lsn lsn, CompletableFuture<Boundary> answer) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final List<Question> questions = new ArrayList<>();
    private int readers;
    private Instant committedAt;
    private Position durable;

    /**
     * @param start where the first epoch of this log begins
     */
    public EpochLog(Position start) {
        this.committedAt = start.committedAt();
        this.durable = start;
    }

    /** Begins to remember. To be called before the LSN of the question is taken. */
    public synchronized void remember() {
        readers++;
    }

    public synchronized void forget() {
        readers--;
        if (readers == 0) {
            entries.clear();
        }
    }

    /** Where the stream stands, durably. */
    public synchronized Position durable() {
        return durable;
    }

    @Override
    public synchronized void closed(EpochManifest epoch) {
        if (readers > 0) {
            entries.add(new Entry(epoch.epoch(), epoch.lsn(), committedAt));
        }
        committedAt = epoch.committedAt();
    }

    @Override
    public synchronized void committed(Position position, Duration took) {
        durable = position;
        questions.removeIf(question -> answered(question));
    }

    /**
     * The first epoch that ends behind the LSN; complete when that epoch is durable, because only then no restart can cut
     * the epochs otherwise.
     */
    public synchronized CompletableFuture<Boundary> firstEpochBehind(Lsn lsn) {
        if (readers == 0) {
            throw new IllegalStateException("nothing is remembered");
        }
        var question = new Question(lsn, new CompletableFuture<>());
        if (!answered(question)) {
            questions.add(question);
        }
        return question.answer;
    }

    private boolean answered(Question question) {
        for (Entry entry : entries) {
            if (entry.lsn.isAfter(question.lsn)) {
                if (entry.epoch > durable.epoch()) {
                    return false;
                }
                question.answer.complete(new Boundary(entry.epoch, entry.committedAtBefore));
                return true;
            }
        }
        return question.answer.isDone();
    }

    /** Ends all waiting: the stream is gone. */
    public synchronized void fail(Throwable cause) {
        questions.forEach(question -> question.answer.completeExceptionally(cause));
        questions.clear();
    }
}
