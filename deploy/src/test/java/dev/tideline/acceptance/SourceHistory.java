package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.wire.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The right answer of every view at every LSN, written down by the only writer of the source.
 *
 * <p>Nobody else changes the tables, so the answers taken after transaction i hold from the end of its commit to just before the end
 * of the commit of transaction i+1.
 */
final class SourceHistory {

    private final List<Map<String, Answer>> answers = new ArrayList<>();
    private List<Lsn> ends = List.of();

    /** The answers after one more committed transaction. */
    synchronized void add(Map<String, Answer> afterCommit) {
        answers.add(afterCommit);
    }

    /** Where the commits ended, all of them and in their order. */
    synchronized void place(List<Lsn> commitEnds) {
        assertThat(commitEnds)
                .as("ends of commits")
                .hasSameSizeAs(answers)
                .isSorted()
                .doesNotHaveDuplicates();
        ends = List.copyOf(commitEnds);
    }

    synchronized int size() {
        return answers.size();
    }

    /** The end of the last commit. */
    synchronized Lsn last() {
        return ends.get(ends.size() - 1);
    }

    /** How many different answers the view has had; a history in which nothing changes proves nothing. */
    synchronized long distinctAnswers(String view) {
        return answers.stream().map(entry -> entry.get(view)).distinct().count();
    }

    /** The one state that a frontier at {@code lsn} may show. Empty before the first commit. */
    synchronized Optional<Map<String, Answer>> at(Lsn lsn) {
        int low = 0;
        int high = ends.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends.get(middle).isAfter(lsn)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == 0 ? Optional.empty() : Optional.of(answers.get(low - 1));
    }
}
