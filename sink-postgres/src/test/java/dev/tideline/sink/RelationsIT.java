package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.TopologyDescriptor.UserType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in the target already, and what the user of the target may do there. */
class RelationsIT {

    private SinkTestBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new SinkTestBed();
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    @Test
    void foreignRelationsAreNotTouched() {
        bed.run("CREATE TABLE v (id integer)");
        var sink = bed.startSink();
        bed.results.begin(1, List.of(view("v", "id integer").key("id").build()));
        bed.results.epoch().put("v", 1).commit();
        await().atMost(SinkTestBed.SOON).untilAsserted(() -> {
            var failure = SinkTestBed.failure(sink);
            assertThat(failure.code()).isEqualTo(DiagnosticCode.TARGET_RELATION);
            assertThat(failure.message()).contains("already has a table public.v, which Tideline did not create");
            assertThat(failure.hint()).contains("into:");
        });
        assertThat(bed.query("SELECT state, error IS NOT NULL FROM tideline.view_status"))
                .containsExactly("failed|t");
        assertThat(bed.rows("v")).isEmpty();
        // Once it is out of the way, it goes on by itself.
        bed.run("DROP TABLE v");
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1");
        assertThat(bed.state("v")).isEqualTo("live");
    }

    @Test
    void twoTopologiesCannotShowOneRelation() {
        var sink = bed.startSink();
        bed.results.begin(1, List.of(view("v", "id integer").key("id").build()));
        bed.results.epoch().put("v", 1).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        var other = bed.producer("other", 1);
        other.begin(
                1, List.of(view("w", "id integer").key("id").into("public", "v").build()));
        await().atMost(SinkTestBed.SOON).untilAsserted(() -> {
            var failure = SinkTestBed.failure(sink);
            assertThat(failure.message()).contains("already kept by topology 'sales'");
        });
        assertThat(bed.rows("v")).containsExactly("1");
    }

    @Test
    void aColumnThatSomebodyAddedIsNoticed() {
        var sink = bed.startSink();
        bed.results.begin(1, List.of(view("v", "id integer").key("id").build()));
        bed.results.epoch().put("v", 1).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        sink.close();
        bed.run("ALTER TABLE v ADD COLUMN note text");
        var again = bed.startSink();
        await().atMost(SinkTestBed.SOON).untilAsserted(() -> {
            var failure = SinkTestBed.failure(again);
            assertThat(failure.message()).contains("no longer those that Tideline gave it", "note");
        });
    }

    @Test
    void anOrdinaryUserNeedsOnlyTheRightsThatMessagesName() {
        String user = "tideline_" + bed.prefix;
        String database = bed.value("SELECT current_database()");
        bed.run("CREATE ROLE " + user + " LOGIN PASSWORD 'secret word'");
        bed.run("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        assertThatThrownBy(() -> bed.startSink(user, "secret word", SinkLimits.DEFAULT))
                .isInstanceOfSatisfying(DiagnosticException.class, e -> {
                    var diagnostic = e.diagnostics().get(0);
                    assertThat(diagnostic.code()).isEqualTo(DiagnosticCode.TARGET_PRIVILEGE);
                    assertThat(diagnostic.hint())
                            .contains("GRANT CREATE ON DATABASE \"" + database + "\" TO \"" + user);
                });
        bed.run("GRANT CREATE ON DATABASE " + database + " TO " + user);
        var sink = bed.startSink(user, "secret word", SinkLimits.DEFAULT);
        bed.results.begin(1, List.of(view("v", "id integer").key("id").build()));
        bed.results.epoch().put("v", 1).commit();
        await().atMost(SinkTestBed.SOON).untilAsserted(() -> {
            var failure = SinkTestBed.failure(sink);
            assertThat(failure.code()).isEqualTo(DiagnosticCode.TARGET_PRIVILEGE);
            assertThat(failure.hint()).contains("GRANT USAGE, CREATE ON SCHEMA \"public\" TO \"" + user + "\"");
        });
        bed.run("GRANT USAGE, CREATE ON SCHEMA public TO " + user);
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1");
    }

    @Test
    void whatCannotBeReachedIsSaidWithoutThePassword() {
        expectRefusal(
                new TidelineConfig.Database(
                        "jdbc:postgresql://127.0.0.1:1/x?password=hidden", "u", new Secret("hidden")),
                bed.bootstrapServers,
                DiagnosticCode.TARGET_UNREACHABLE,
                "cannot reach the target jdbc:postgresql://127.0.0.1:1/x");
        expectRefusal(
                new TidelineConfig.Database(bed.database.url(), "nobody_here", new Secret("hidden")),
                bed.bootstrapServers,
                DiagnosticCode.TARGET_UNREACHABLE,
                "nobody_here");
        expectRefusal(
                new TidelineConfig.Database("jdbc:other:x", "u", new Secret("hidden")),
                bed.bootstrapServers,
                DiagnosticCode.CONFIG_INVALID,
                "not a PostgreSQL URL");
        expectRefusal(
                new TidelineConfig.Database(
                        bed.database.url(), bed.database.user(), new Secret(bed.database.password())),
                "127.0.0.1:1",
                DiagnosticCode.KAFKA_UNREACHABLE,
                "cannot reach Kafka at 127.0.0.1:1");
    }

    private void expectRefusal(TidelineConfig.Database target, String servers, DiagnosticCode code, String message) {
        var sink = new Sink(new SinkSettings(
                target, Map.of("bootstrap.servers", servers), bed.prefix, (short) 1, new SimpleMeterRegistry()));
        assertThatThrownBy(sink::start).isInstanceOfSatisfying(DiagnosticException.class, e -> {
            assertThat(e.diagnostics().get(0).code()).isEqualTo(code);
            assertThat(e.diagnostics().get(0).message()).contains(message).doesNotContain("hidden");
            assertThat(e.diagnostics().get(0).hint()).isNotBlank();
        });
        sink.close();
    }

    @Test
    void enumsGrowWithTheSource() {
        bed.startSink();
        var name = new TableName("app", "mood");
        bed.results.begin(
                1,
                List.of(view("v", "id integer")
                        .column("m", "app.mood", new UserType(name, List.of("sad", "happy"), null))
                        .key("id")
                        .build()));
        bed.results.epoch().put("v", 1, "sad").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        var before = bed.results.descriptor();
        var view = before.views().get(0);
        var grown = view("v", "id integer")
                .column("m", "app.mood", new UserType(name, List.of("awful", "sad", "fine", "happy"), null))
                .key("id")
                .index("m")
                .description("With moods")
                .build();
        bed.results.describe(new TopologyDescriptor(
                before.topology(),
                before.generation(),
                before.planHash(),
                before.resultEpochs(),
                before.tasks(),
                before.snapshot(),
                List.of(new TopologyDescriptor.View(
                        view.name(),
                        view.relation(),
                        view.topic(),
                        grown.columns(),
                        view.key(),
                        view.bag(),
                        grown.indexes(),
                        grown.description()))));
        await().untilAsserted(() -> assertThat(bed.query("SELECT unnest(enum_range(NULL::app.mood))"))
                .containsExactly("awful", "sad", "fine", "happy"));
        bed.results.epoch().put("v", 2, "fine").put("v", 1, "awful").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|awful", "2|fine");
        assertThat(bed.value("SELECT obj_description('v'::regclass)")).isEqualTo("With moods");
        assertThat(bed.query("SELECT indexname FROM pg_indexes WHERE tablename = 'v' ORDER BY 1"))
                .containsExactly("v_key", "v_m_idx");
    }

    @Test
    void defaultPrivilegesOfTheSchemaApply() {
        String role = "reader_" + bed.prefix;
        bed.run("CREATE SCHEMA mart; CREATE ROLE " + role
                + "; ALTER DEFAULT PRIVILEGES IN SCHEMA mart GRANT SELECT ON TABLES TO " + role);
        bed.startSink();
        bed.results.begin(
                1, List.of(view("v", "id integer").key("id").into("mart", "v").build()));
        bed.results.epoch().put("v", 1).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.value("SELECT has_table_privilege('" + role + "', 'mart.v', 'SELECT')"))
                .isEqualTo("t");
    }
}
