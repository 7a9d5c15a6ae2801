package dev.tideline.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tideline.schemas.wire.Lsn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Channel ORDERS = new Channel("shop.orders", 0, 0);
    private static final Channel ITEMS = new Channel("shop.items", 0, 0);
    private static final Channel SNAPSHOT = new Channel("shop.snapshot.orders", 0, 0);
    /** Epoch 7 is the snapshot; positions follow the channels' order: items, orders, snapshot. */
    private static final GateSpec SPEC = new GateSpec(
            List.of(GateInput.from(ORDERS, 8), GateInput.from(ITEMS, 8), GateInput.only(SNAPSHOT, 7)),
            1,
            7,
            List.of(manifest(7, Map.of(SNAPSHOT, 2L))));

    private static final RowBytes<String> TEXT = new RowBytes<>() {
        @Override
        public byte[] write(String row) {
            return row.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public long size(String row) {
            return row.length();
        }

        @Override
        public String read(int channel, byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    };

    private final CommittedState state = new CommittedState();
    private Gate<String> gate = new Gate<>(SPEC, GateLimits.DEFAULT, state, TEXT);

    @Test
    void theSnapshotIsTheFirstEpochAndStandsAlone() {
        assertThat(offer(SNAPSHOT, 7)).isEqualTo(Admission.ADMITTED);
        gate.manifest(manifest(8, Map.of()));
        assertThat(gate.closable()).isFalse();
        assertThat(offer(SNAPSHOT, 7)).isEqualTo(Admission.ADMITTED);
        assertThat(gate.closable()).isTrue();
        Closing closing = gate.beginClosing();
        assertThat(closing).isEqualTo(new Closing(7, 7, true, mark(7)));
        gate.closed();
        assertThat(gate.beginClosing()).isEqualTo(new Closing(8, 8, false, mark(8)));
    }

    @Test
    void whatTheSnapshotHoldsAlreadyIsDropped() {
        assertThat(offer(ORDERS, 6)).isEqualTo(Admission.DROPPED);
        assertThat(offer(ORDERS, 7)).isEqualTo(Admission.DROPPED);
        gate.manifest(manifest(6, Map.of(ORDERS, 1L)));
        gate.manifest(manifest(7, Map.of(ORDERS, 1L)));
        closeSnapshot();
        assertThat(offer(ORDERS, 7)).isEqualTo(Admission.DROPPED);
        assertThat(offer(ORDERS, 8)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void rowsOfLaterEpochsWaitUntilTheOneBeforeIsClosed() {
        assertThat(offer(ORDERS, 9)).isEqualTo(Admission.WAITING);
        assertThat(offer(ORDERS, 8)).isEqualTo(Admission.WAITING);
        closeSnapshot();
        assertThat(gate.release()).isEqualTo("shop.orders@8");
        assertThat(gate.release()).isNull();
        gate.manifest(manifest(8, Map.of(ORDERS, 1L, ITEMS, 1L)));
        assertThat(gate.closable()).isFalse();
        assertThat(gate.missing()).isEqualTo("epoch 8 lacks 1 of 1 rows in shop.items-0 from task 0");
        assertThat(offer(ITEMS, 8)).isEqualTo(Admission.ADMITTED);
        assertThat(gate.release())
                .as("epoch 9 is not complete, so 8 does not wait for it")
                .isNull();
        close(8, 8);
        assertThat(gate.release()).isEqualTo("shop.orders@9");
    }

    /** Or whoever commits when there is much to write would commit again for every row, as long as many rows wait. */
    @Test
    void rowsThatWaitAreThereToBeWrittenOnce() {
        offer(ORDERS, 9);
        offer(ORDERS, 10);
        assertThat(gate.waitingUnwritten()).isEqualTo(2);
        gate.flush();
        assertThat(gate.waitingUnwritten()).isZero();
        assertThat(gate.waiting()).isEqualTo(2);
        offer(ITEMS, 9);
        assertThat(gate.waitingUnwritten()).isOne();
    }

    @Test
    void completeEpochsInARowAreClosedAsOne() {
        closeSnapshot();
        for (long epoch = 8; epoch < 12; epoch++) {
            offer(ORDERS, epoch);
            gate.manifest(manifest(epoch, Map.of(ORDERS, 1L)));
        }
        gate.manifest(manifest(12, Map.of()));
        assertThat(gate.closable())
                .as("rows of complete epochs are still to be taken")
                .isFalse();
        assertThat(gate.release()).isEqualTo("shop.orders@9");
        assertThat(gate.release()).isEqualTo("shop.orders@10");
        assertThat(gate.release()).isEqualTo("shop.orders@11");
        assertThat(gate.release()).isNull();
        close(8, 12);
    }

    @Test
    void foldingStopsAtItsLimit() {
        gate = new Gate<>(SPEC, new GateLimits(2, 100, 10_000), state, TEXT);
        closeSnapshot();
        for (long epoch = 8; epoch < 11; epoch++) {
            offer(ORDERS, epoch);
            gate.manifest(manifest(epoch, Map.of(ORDERS, 1L)));
        }
        assertThat(gate.release()).isEqualTo("shop.orders@9");
        assertThat(gate.release()).isNull();
        close(8, 9);
        assertThat(gate.release()).isEqualTo("shop.orders@10");
        close(10, 10);
    }

    @Test
    void wideRowsWaitInStateSooner() {
        gate = new Gate<>(SPEC, new GateLimits(100, 100, 30), state, TEXT);
        closeSnapshot();
        for (int i = 0; i < 5; i++) {
            assertThat(offer(ORDERS, 9)).isEqualTo(Admission.WAITING);
        }
        assertThat(gate.waiting()).isEqualTo(5);
        assertThat(gate.waitingUnwritten()).as("13 bytes each").isEqualTo(3);
        assertThat(gate.waitingUnwrittenBytes()).isEqualTo(39);
        gate.manifest(manifest(8, Map.of()));
        gate.manifest(manifest(9, Map.of(ORDERS, 5L)));
        for (int i = 0; i < 5; i++) {
            assertThat(gate.release()).isEqualTo("shop.orders@9");
        }
        assertThat(gate.release()).isNull();
        gate.flush();
        assertThat(gate.waitingUnwrittenBytes()).isZero();
        close(8, 9);
    }

    @Test
    void aBegunFoldIsFinishedEvenUnderASmallerLimit() {
        closeSnapshot();
        offer(ORDERS, 8);
        gate.manifest(manifest(8, Map.of(ORDERS, 1L)));
        offer(ORDERS, 9);
        offer(ORDERS, 9);
        gate.manifest(manifest(9, Map.of(ORDERS, 2L)));
        assertThat(gate.release()).isNotNull();
        gate.flush();
        gate = new Gate<>(SPEC, new GateLimits(1, 100, 10_000), state, TEXT);
        assertThat(gate.closable()).as("half of epoch 9 has been handed out").isFalse();
        assertThat(gate.release()).isNotNull();
        close(8, 9);
    }

    @Test
    void aClosingOutlivesARestart() {
        closeSnapshot();
        offer(ORDERS, 8);
        gate.manifest(manifest(8, Map.of(ORDERS, 1L)));
        Closing closing = gate.beginClosing();
        assertThat(offer(ORDERS, 9)).as("nothing is admitted while closing").isEqualTo(Admission.WAITING);
        gate.flush();
        gate = new Gate<>(SPEC, GateLimits.DEFAULT, state, TEXT);
        assertThat(gate.closing()).isEqualTo(closing);
        gate.closed();
        assertThat(gate.release()).isEqualTo("shop.orders@9");
    }

    @Test
    void aFlushWithoutChangeWritesNothing() {
        closeSnapshot();
        gate.flush();
        int writes = state.writes();
        gate.flush();
        assertThat(state.writes()).isEqualTo(writes);
        gate.manifest(manifest(8, Map.of()));
        gate.flush();
        assertThat(state.writes()).as("a heartbeat costs one write").isEqualTo(writes + 1);
    }

    @Test
    void anExceededCountIsAViolation() {
        closeSnapshot();
        gate.manifest(manifest(8, Map.of(ORDERS, 1L, ITEMS, 1L)));
        offer(ORDERS, 8);
        assertThatThrownBy(() -> offer(ORDERS, 8))
                .asInstanceOf(type(GateViolation.class))
                .satisfies(violation -> {
                    assertThat(violation.kind()).isEqualTo(GateViolation.Kind.COUNT_EXCEEDED);
                    assertThat(violation.channel()).isEqualTo(ORDERS);
                    assertThat(violation.epoch()).isEqualTo(8);
                    assertThat(violation.expected()).isEqualTo(1);
                    assertThat(violation.actual()).isEqualTo(2);
                    assertThat(violation)
                            .hasMessage(
                                    "epoch 8 has 1 rows in shop.orders-0 from task 0 by its manifest, but at least 2"
                                            + " arrived");
                });
    }

    @Test
    void aManifestThatAnnouncesLessThanArrivedIsAViolation() {
        closeSnapshot();
        offer(ORDERS, 8);
        assertViolation(GateViolation.Kind.COUNT_EXCEEDED, () -> gate.manifest(manifest(8, Map.of())));
    }

    @Test
    void anExceededCountOfAWaitingEpochIsNoticedAtOnce() {
        gate.manifest(manifest(9, Map.of(ORDERS, 1L)));
        offer(ORDERS, 9);
        assertViolation(GateViolation.Kind.COUNT_EXCEEDED, () -> offer(ORDERS, 9));
    }

    @Test
    void aRowOfACompleteEpochIsAViolation() {
        closeSnapshot();
        gate.manifest(manifest(8, Map.of()));
        assertViolation(GateViolation.Kind.EPOCH_BELOW_FRONTIER, () -> offer(ORDERS, 8));
    }

    @Test
    void aDoubledManifestIsAViolation() {
        gate.manifest(manifest(9, Map.of(ORDERS, 1L)));
        assertViolation(GateViolation.Kind.MANIFEST_DOUBLED, () -> gate.manifest(manifest(9, Map.of(ORDERS, 1L))));
        closeSnapshot();
        gate.manifest(manifest(8, Map.of()));
        assertViolation(GateViolation.Kind.EPOCH_BELOW_FRONTIER, () -> gate.manifest(manifest(8, Map.of())));
    }

    @Test
    void aSnapshotTopicBringsOneEpochOnly() {
        assertViolation(GateViolation.Kind.EPOCH_OUTSIDE_CHANNEL, () -> offer(SNAPSHOT, 8));
        offer(SNAPSHOT, 7);
        offer(SNAPSHOT, 7);
        assertViolation(GateViolation.Kind.EPOCH_BELOW_FRONTIER, () -> offer(SNAPSHOT, 7));
    }

    @Test
    void anEpochThatMustBeAloneIsClosedWithNoOther() {
        closeSnapshot();
        for (long epoch = 8; epoch <= 12; epoch++) {
            var mark = epoch == 10
                    ? new EpochMark(new Lsn(1), null, Instant.EPOCH, epoch, true)
                    : new EpochMark(new Lsn(1), null, Instant.EPOCH, epoch);
            gate.manifest(new GateManifest(epoch, 0, mark, Map.of()));
        }
        assertThat(closeAny()).isEqualTo("8-9");
        assertThat(closeAny()).isEqualTo("10-10");
        assertThat(closeAny()).isEqualTo("11-12");
    }

    private String closeAny() {
        var closing = gate.beginClosing();
        gate.closed();
        return closing.from() + "-" + closing.epoch();
    }

    @Test
    void manifestsOfOneEpochMustAgree() {
        gate = new Gate<>(new GateSpec(SPEC.inputs(), 2, 7, List.of()), GateLimits.DEFAULT, new CommittedState(), TEXT);
        gate.manifest(manifest(7, Map.of()));
        var other = new GateManifest(7, 1, mark(6), Map.of());
        assertViolation(GateViolation.Kind.MANIFESTS_DISAGREE, () -> gate.manifest(other));
    }

    private void assertViolation(GateViolation.Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(GateViolation.class))
                .extracting(GateViolation::kind)
                .isEqualTo(kind);
    }

    private void closeSnapshot() {
        offer(SNAPSHOT, 7);
        offer(SNAPSHOT, 7);
        close(7, 7);
    }

    private void close(long from, long epoch) {
        Closing closing = gate.beginClosing();
        assertThat(closing.from()).isEqualTo(from);
        assertThat(closing.epoch()).isEqualTo(epoch);
        assertThat(closing.mark()).isEqualTo(mark(epoch));
        gate.closed();
    }

    private Admission offer(Channel channel, long epoch) {
        return gate.offer(SPEC.indexOf(channel), epoch, channel.topic() + "@" + epoch);
    }

    private static GateManifest manifest(long epoch, Map<Channel, Long> rows) {
        return new GateManifest(epoch, 0, mark(epoch), rows);
    }

    private static EpochMark mark(long epoch) {
        return new EpochMark(
                new Lsn(epoch * 1_000),
                epoch % 2 == 0 ? null : Instant.ofEpochSecond(epoch, 1_000),
                Instant.ofEpochSecond(epoch, 2_000),
                epoch);
    }
}
