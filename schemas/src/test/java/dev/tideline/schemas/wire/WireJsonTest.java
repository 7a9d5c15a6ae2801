package dev.tideline.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.schemas.wire.TopologyDescriptor.Column;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import dev.tideline.schemas.wire.TopologyDescriptor.UserType;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireJsonTest {

    private static final Lsn LSN = Lsn.parse("FFFFFFFF/B3748A0");
    private static final Instant COMMITTED = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final Instant AS_OF = Instant.parse("2026-01-02T03:04:06Z");
    private static final TableName ORDERS = new TableName("public", "Orders \"and\" more");
    private static final IngestReply.SnapshotReady READY = new IngestReply.SnapshotReady(
            "r1", LSN, COMMITTED, AS_OF, 8, List.of(new IngestReply.SnapshotReady.Table(ORDERS, "shop.snapshot.x", 3)));

    /** A message, the type that readers ask for, and the JSON that parts of other versions rely on. */
    record Message(Object value, Class<?> type, String json) {

        @Override
        public String toString() {
            return value.getClass().getSimpleName();
        }
    }

    private static final String READY_FIELDS = "\"id\":\"r1\",\"lsn\":\"FFFFFFFF/B3748A0\","
            + "\"committed_at\":\"2026-01-02T03:04:05.678901Z\",\"as_of\":\"2026-01-02T03:04:06Z\",\"first_epoch\":8,"
            + "\"tables\":[{\"table\":{\"schema\":\"public\",\"name\":\"Orders \\\"and\\\" more\"},"
            + "\"topic\":\"shop.snapshot.x\",\"rows\":3}]";

    static Stream<Message> messages() {
        return Stream.of(
                new Message(
                        new EpochManifest(
                                7, LSN, COMMITTED, AS_OF, 2, Map.of("shop.public.orders", Map.of(0, 5L)), false),
                        EpochManifest.class,
                        "{\"epoch\":7,\"lsn\":\"FFFFFFFF/B3748A0\",\"transactions\":2,"
                                + "\"rows\":{\"shop.public.orders\":{\"0\":5}},\"bulk\":false,"
                                + "\"committed_at\":\"2026-01-02T03:04:05.678901Z\",\"as_of\":\"2026-01-02T03:04:06Z\"}"),
                new Message(
                        new EpochManifest(1, Lsn.ZERO, null, AS_OF, 0, Map.of(), true),
                        EpochManifest.class,
                        "{\"epoch\":1,\"lsn\":\"0/0\",\"transactions\":0,\"rows\":{},\"bulk\":true,"
                                + "\"as_of\":\"2026-01-02T03:04:06Z\"}"),
                new Message(
                        new EpochManifest(2, Lsn.ZERO, null, AS_OF, 1, Map.of(), false, true),
                        EpochManifest.class,
                        "{\"epoch\":2,\"lsn\":\"0/0\",\"transactions\":1,\"rows\":{},\"bulk\":false,\"alone\":true,"
                                + "\"as_of\":\"2026-01-02T03:04:06Z\"}"),
                new Message(
                        new ResultManifest(
                                1,
                                4,
                                6,
                                7,
                                LSN,
                                COMMITTED,
                                AS_OF,
                                true,
                                Map.of("shop.sales.daily.g1", Map.of(0, 1L)),
                                List.of(new ResultManifest.FailedView("daily", "division by zero"))),
                        ResultManifest.class,
                        "{\"task\":1,\"tasks\":4,\"from\":6,\"epoch\":7,\"lsn\":\"FFFFFFFF/B3748A0\",\"first\":true,"
                                + "\"rows\":{\"shop.sales.daily.g1\":{\"0\":1}},"
                                + "\"failed\":[{\"view\":\"daily\",\"error\":\"division by zero\"}],"
                                + "\"committed_at\":\"2026-01-02T03:04:05.678901Z\",\"as_of\":\"2026-01-02T03:04:06Z\"}"),
                new Message(
                        new IngestRequest.Snapshot(
                                "r1",
                                "sales",
                                List.of(new IngestRequest.Snapshot.Table(ORDERS, List.of("id", "total")))),
                        IngestRequest.class,
                        "{\"kind\":\"snapshot\",\"id\":\"r1\",\"topology\":\"sales\",\"tables\":[{\"table\":"
                                + "{\"schema\":\"public\",\"name\":\"Orders \\\"and\\\" more\"},\"columns\":[\"id\",\"total\"]}]}"),
                new Message(
                        new IngestRequest.EpochPerTransaction("r2", AS_OF),
                        IngestRequest.class,
                        "{\"kind\":\"epoch_per_transaction\",\"id\":\"r2\",\"until\":\"2026-01-02T03:04:06Z\"}"),
                new Message(
                        new IngestReply.SnapshotProgress("r1", ORDERS, 10, 20),
                        IngestReply.class,
                        "{\"kind\":\"snapshot_progress\",\"id\":\"r1\",\"table\":{\"schema\":\"public\","
                                + "\"name\":\"Orders \\\"and\\\" more\"},\"rows_copied\":10,\"rows_expected\":20}"),
                new Message(READY, IngestReply.class, "{\"kind\":\"snapshot_ready\"," + READY_FIELDS + "}"),
                new Message(
                        new IngestReply.EpochPerTransaction("r2", 9, AS_OF),
                        IngestReply.class,
                        "{\"kind\":\"epoch_per_transaction\",\"id\":\"r2\",\"until\":\"2026-01-02T03:04:06Z\",\"from_epoch\":9}"),
                new Message(
                        new IngestReply.Refused("r1", "permission denied", null),
                        IngestReply.class,
                        "{\"kind\":\"refused\",\"id\":\"r1\",\"message\":\"permission denied\"}"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messageRoundTrips(Message message) {
        assertThat(WireJson.read(WireJson.write(message.value()), message.type()))
                .isEqualTo(message.value());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void formIsTheOneThatOtherVersionsRelyOn(Message message) throws Exception {
        var json = new ObjectMapper();
        assertThat(json.readTree(WireJson.write(message.value()))).isEqualTo(json.readTree(message.json()));
        assertThat(WireJson.read(message.json().getBytes(StandardCharsets.UTF_8), message.type()))
                .isEqualTo(message.value());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void fieldsOfNewerVersionsAreIgnored(Message message) {
        String newer = message.json().replaceFirst("\\{", "{\"invented_later\":{\"deep\":[1]},");
        assertThat(WireJson.read(newer.getBytes(StandardCharsets.UTF_8), message.type()))
                .isEqualTo(message.value());
    }

    @Test
    void topologyDescriptorRoundTrips() {
        var key = new Column("day", "date", null, Comparison.EXACT, null, true);
        var state = new Column(
                "state",
                "shop.order_state",
                "\"pg_catalog\".\"C\"",
                Comparison.TYPE_EQUALITY,
                new UserType(new TableName("shop", "order_state"), List.of("open", "closed"), null));
        var price = new Column(
                "price",
                "shop.price",
                null,
                Comparison.FLOAT_TOLERANCE,
                new UserType(new TableName("shop", "price"), null, "numeric(10,2)"));
        var keyed = new TopologyDescriptor.View(
                "daily",
                new TableName("analytics", "daily"),
                "shop.sales.daily.g2",
                List.of(key, state, price),
                List.of("day"),
                false,
                List.of(List.of("state"), List.of("price", "day")),
                "Orders per day.");
        var bag = new TopologyDescriptor.View(
                "all",
                new TableName("public", "all"),
                "shop.sales.all.g2",
                List.of(key),
                List.of(),
                true,
                List.of(),
                null);
        for (IngestReply.SnapshotReady snapshot : new IngestReply.SnapshotReady[] {READY, null}) {
            var descriptor =
                    new TopologyDescriptor("sales", 2, "abc", "shop.sales.epochs.g2", 4, snapshot, List.of(keyed, bag));
            assertThat(WireJson.read(WireJson.write(descriptor), TopologyDescriptor.class))
                    .isEqualTo(descriptor);
        }
    }

    @Test
    void whatIsNoMessageIsRefusedByName() {
        assertThatThrownBy(
                        () -> WireJson.read("{\"epoch\":\"x\"}".getBytes(StandardCharsets.UTF_8), EpochManifest.class))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("not a readable EpochManifest");
    }
}
