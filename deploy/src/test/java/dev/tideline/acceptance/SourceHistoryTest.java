package dev.tideline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.schemas.wire.Lsn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One right state per LSN: a commit counts from its end on. */
class SourceHistoryTest {

    private static final Map<String, Answer> FIRST = Map.of("view", new Answer(1, "one"));
    private static final Map<String, Answer> SECOND = Map.of("view", new Answer(2, "two"));

    private final SourceHistory history = new SourceHistory();

    @Test
    void aCommitCountsFromItsEndOn() {
        history.add(FIRST);
        history.add(SECOND);
        history.place(List.of(new Lsn(100), new Lsn(200)));

        assertThat(history.at(new Lsn(99))).isEmpty();
        assertThat(history.at(new Lsn(100))).contains(FIRST);
        assertThat(history.at(new Lsn(199))).contains(FIRST);
        assertThat(history.at(new Lsn(200))).contains(SECOND);
        assertThat(history.at(new Lsn(9_000))).contains(SECOND);
        assertThat(history.last()).isEqualTo(new Lsn(200));
    }

    @Test
    void aCommitThatWasNotSeenIsNoticed() {
        history.add(FIRST);
        history.add(SECOND);

        assertThatThrownBy(() -> history.place(List.of(new Lsn(100)))).isInstanceOf(AssertionError.class);
    }
}
