package dev.tideline.acceptance;

import dev.tideline.schemas.wire.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The right answer of every view at every LSN, written down by the only writer of the source.
 *
 * <p>Transaction i's commit record ends somewhere in {@code (beforeCommit, afterCommit]}. Nobody else changes the tables, so the
 * answers taken right after it hold for every LSN from there to the {@code beforeCommit} of transaction i+1. Only between these two
 * positions of one commit may a reader rightly see either the older or the newer answer (a heartbeat that fell in between).
 */
final class SourceHistory {

    /** The answers after one committed transaction. */
    record Entry(Lsn beforeCommit, Lsn afterCommit, Map<String, Answer> answers) {}

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(Entry entry) {
        entries.add(entry);
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized Lsn last() {
        return entries.get(entries.size() - 1).afterCommit();
    }

    /** How many different answers the view has had; a history in which nothing changes proves nothing. */
    synchronized long distinctAnswers(String view) {
        return entries.stream()
                .map(entry -> entry.answers().get(view))
                .distinct()
                .count();
    }

    /** The states that a frontier at {@code lsn} may show: one, or two within a commit. Empty before the first entry. */
    synchronized List<Map<String, Answer>> at(Lsn lsn) {
        int low = 0;
        int high = entries.size() - 1;
        int last = -1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (lsn.isAfter(entries.get(middle).beforeCommit())) {
                last = middle;
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        if (last < 0) {
            return List.of();
        }
        var newest = entries.get(last);
        boolean within = newest.afterCommit().isAfter(lsn);
        return within && last > 0
                ? List.of(newest.answers(), entries.get(last - 1).answers())
                : List.of(newest.answers());
    }
}
