package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code tideline.wait_for}: read your own writes. */
class WaitForIT {

    private SinkTestBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new SinkTestBed();
        bed.startSink();
        bed.results.begin(1, List.of(view("v", "id integer!").key("id").build()));
        bed.results.epoch().put("v", 1).commit();
        bed.awaitFrontier(bed.results.lastLsn());
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    @Test
    void returnsAtOnceWhatHasBeenReached() {
        assertThat(bed.value("SELECT tideline.wait_for('" + bed.results.lastLsn() + "')"))
                .isEqualTo("t");
        assertThat(bed.value("SELECT tideline.wait_for('0/1', '1 s', 'sales')")).isEqualTo("t");
    }

    @Test
    void waitsForWhatIsStillToCome() {
        var lsn = ResultProducer.lsn(bed.results.lastEpoch() + 1);
        var waited = CompletableFuture.supplyAsync(() -> {
            try (var connection = bed.database.connect()) {
                return SinkTestBed.query(connection, "SELECT tideline.wait_for('" + lsn + "', '20 s'), now()")
                        .get(0);
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        bed.results.epoch().put("v", 2).commit();
        assertThat(waited.join()).startsWith("t|");
        assertThat(bed.rows("v")).contains("2");
    }

    @Test
    void saysFalseWhenItTakesTooLong() {
        long startedAt = System.nanoTime();
        assertThat(bed.value("SELECT tideline.wait_for('FFFFFFFF/0', '200 ms')"))
                .isEqualTo("f");
        assertThat(bed.value("SELECT tideline.wait_for('FFFFFFFF/0', timeout => '0 s')"))
                .isEqualTo("f");
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    @Test
    void meansAllTopologiesUnlessOneIsNamed() {
        var other = bed.producer("other", 1);
        other.begin(1, List.of(view("w", "id integer!").key("id").build()));
        other.epoch().put("w", 1).commit();
        bed.awaitFrontier("other", other.lastLsn());
        bed.results.epoch().put("v", 7).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        var lsn = bed.results.lastLsn();
        assertThat(bed.value("SELECT tideline.wait_for('" + lsn + "', '100 ms', 'sales')"))
                .isEqualTo("t");
        assertThat(bed.value("SELECT tideline.wait_for('" + lsn + "', '100 ms', 'other')"))
                .isEqualTo("f");
        assertThat(bed.value("SELECT tideline.wait_for('" + lsn + "', '100 ms')"))
                .isEqualTo("f");
        other.epoch().commit();
        assertThat(bed.value("SELECT tideline.wait_for('" + lsn + "', '10 s')")).isEqualTo("t");
    }

    @Test
    void refusesWhatItCannotDo() {
        for (String level : List.of("REPEATABLE READ", "SERIALIZABLE")) {
            bed.run("BEGIN TRANSACTION ISOLATION LEVEL " + level);
            assertThatThrownBy(() -> bed.value("SELECT tideline.wait_for('0/1')"))
                    .hasMessageContaining("cannot see progress in a " + level + " transaction")
                    .hasMessageContaining("Call wait_for before the transaction");
            bed.run("ROLLBACK");
        }
        assertThatThrownBy(() -> bed.value("SELECT tideline.wait_for('0/1', '10 ms', 'sale')"))
                .hasMessageContaining("there is no topology \"sale\"");
        assertThatThrownBy(() -> bed.value("SELECT tideline.wait_for(NULL)")).hasMessageContaining("needs an LSN");
    }

    @Test
    void isForEverybodyAlsoReadOnly() {
        String role = "anyone_" + bed.prefix;
        bed.run("CREATE ROLE " + role + "; SET ROLE " + role);
        bed.run("BEGIN READ ONLY");
        assertThat(bed.value("SELECT tideline.wait_for('" + bed.results.lastLsn() + "', '1 s', 'sales')"))
                .isEqualTo("t");
        bed.run("COMMIT");
        assertThat(bed.query("SELECT topology FROM tideline.frontier")).containsExactly("sales");
        assertThatThrownBy(() -> bed.query("SELECT * FROM tideline.hold")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> bed.run("DELETE FROM tideline.frontier")).hasMessageContaining("permission denied");
        bed.run("RESET ROLE");
    }
}
