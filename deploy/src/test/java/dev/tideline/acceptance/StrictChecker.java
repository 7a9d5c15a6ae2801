package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.wire.Lsn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Holds every state that any reader ever saw against the right answer at that LSN. A state is wrong if any view differs; the
 * frontier is wrong if it ever goes back.
 */
final class StrictChecker {

    /** What a run has shown. */
    record Report(int states, int distinctFrontiers, List<String> wrong) {}

    private final SourceHistory history;
    private final List<ViewQuery> views;
    private final List<FrontierReader> readers = new ArrayList<>();
    private final List<LinkedBlockingQueue<FrontierReader.Sighting>> queues = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    StrictChecker(SourceHistory history, List<ViewQuery> views) {
        this.history = history;
        this.views = views;
    }

    void startReaders(int count, String url, String topology) {
        for (int i = 0; i < count; i++) {
            var queue = new LinkedBlockingQueue<FrontierReader.Sighting>();
            var reader = new FrontierReader(url, topology, views, queue);
            var thread = new Thread(reader, "frontier-reader-" + i);
            thread.setDaemon(true);
            thread.start();
            queues.add(queue);
            readers.add(reader);
            threads.add(thread);
        }
    }

    /** How many states the busiest reader has seen; no reader reads the state of one frontier twice. */
    int statesSeen() {
        return queues.stream().mapToInt(LinkedBlockingQueue::size).max().orElse(0);
    }

    Report finish() throws InterruptedException {
        readers.forEach(FrontierReader::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        for (FrontierReader reader : readers) {
            assertThat(reader.failure()).as("a reader's own failure").isNull();
        }
        Set<Lsn> frontiers = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        int states = 0;
        for (var queue : queues) {
            Lsn last = Lsn.ZERO;
            for (var sighting : queue) {
                states++;
                frontiers.add(sighting.frontier());
                if (last.isAfter(sighting.frontier())) {
                    wrong.add("the frontier went back from " + last + " to " + sighting.frontier());
                }
                last = sighting.frontier();
                var right = history.at(last);
                if (!right.equals(Optional.of(sighting.answers()))) {
                    wrong.add(describe(sighting, right));
                }
            }
        }
        return new Report(states, frontiers.size(), wrong);
    }

    /** Guards against a check that proves nothing: every view must have had many different answers, none of them for ever empty. */
    void assertHistoryIsTelling(int leastDistinctAnswers) {
        for (ViewQuery view : views) {
            assertThat(history.distinctAnswers(view.name()))
                    .as("different right answers of " + view.name())
                    .isGreaterThanOrEqualTo(leastDistinctAnswers);
        }
    }

    private String describe(FrontierReader.Sighting sighting, Optional<Map<String, Answer>> right) {
        var text = new StringBuilder("at " + sighting.frontier() + ":");
        if (right.isEmpty()) {
            return text.append(" shown before the first transaction").toString();
        }
        for (ViewQuery view : views) {
            var shown = sighting.answers().get(view.name());
            var answer = right.get().get(view.name());
            if (!answer.equals(shown)) {
                text.append(" %s shows %s, right is %s".formatted(view.name(), shown, answer));
            }
        }
        return text.toString();
    }
}
