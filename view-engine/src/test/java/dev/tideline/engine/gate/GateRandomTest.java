package dev.tideline.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.schemas.wire.Lsn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many channels in random interleavings, with commits and crashes at random moments: what is closed is always exactly the rows of
 * the epochs named, each channel in its order.
 */
class GateRandomTest {

    private static final int EPOCHS = 60;

    static List<Long> seeds() {
        var random = new Random(Long.getLong("tideline.test.seed", 1));
        var seeds = new ArrayList<Long>(List.of(1L, 2L, 3L));
        for (int i = 0; i < 400; i++) {
            seeds.add(random.nextLong());
        }
        return seeds;
    }

    private static long totalFolds;
    private static long totalWaited;

    @AfterAll
    static void theRunsWereWorthwhile() {
        assertThat(totalFolds).as("closings of several epochs").isGreaterThan(400);
        assertThat(totalWaited).as("rows that waited").isGreaterThan(4_000);
    }

    /** A row knows where it came from, so that a test can tell it from every other. */
    private record Sent(int channel, long epoch, int number) {}

    private static final RowBytes<Sent> BYTES = new RowBytes<>() {
        @Override
        public byte[] write(Sent row) {
            return new ByteWriter().writeLong(row.epoch).writeInt(row.number).toByteArray();
        }

        @Override
        public long size(Sent row) {
            return 1 + row.number % 20;
        }

        @Override
        public Sent read(int channel, byte[] bytes) {
            var in = new ByteReader(bytes);
            return new Sent(channel, in.readLong(), in.readInt());
        }
    };

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyClosingIsExact(long seed) {
        new Run(seed).go();
    }

    /** One history and one reader of it. */
    private static final class Run {

        private final Random random;
        private final long firstEpoch;
        private final GateSpec spec;
        private final GateLimits limits;
        private final CommittedState state = new CommittedState();
        private final List<List<Sent>> rows = new ArrayList<>();
        private final List<List<GateManifest>> manifests = new ArrayList<>();
        private final Map<Long, Integer> rowsOfEpoch = new HashMap<>();

        private Gate<Sent> gate;
        private int[] rowsRead;
        private int[] manifestsRead;
        private List<Sent> open = new ArrayList<>();
        private long nextEpoch;

        private int[] committedRowsRead;
        private int[] committedManifestsRead;
        private List<Sent> committedOpen = new ArrayList<>();
        private long committedNextEpoch;
        private int folds;
        private int waited;

        Run(long seed) {
            random = new Random(seed);
            int producers = 1 + random.nextInt(3);
            firstEpoch = random.nextInt(5);
            var inputs = new ArrayList<GateInput>();
            int topics = 2 + random.nextInt(4);
            for (int topic = 0; topic < topics; topic++) {
                int partitions = 1 + random.nextInt(3);
                for (int partition = 0; partition < partitions; partition++) {
                    for (int producer = 0; producer < producers; producer++) {
                        var channel = new Channel("topic" + topic, partition, producer);
                        inputs.add(
                                topic == 0
                                        ? GateInput.only(channel, firstEpoch)
                                        : GateInput.from(channel, firstEpoch + 1));
                    }
                }
            }
            boolean firstGiven = random.nextBoolean();
            var firstManifests = new ArrayList<GateManifest>();
            var bare = new GateSpec(inputs, producers, firstEpoch, List.of());
            history(bare, firstGiven, firstManifests);
            spec = new GateSpec(inputs, producers, firstEpoch, firstManifests);
            limits = new GateLimits(1 + random.nextInt(60), 1 + random.nextInt(40), 1 + random.nextInt(300));
            rowsRead = new int[rows.size()];
            manifestsRead = new int[producers];
            nextEpoch = firstEpoch;
            remember();
            gate = new Gate<>(spec, limits, state, BYTES);
        }

        private void history(GateSpec bare, boolean firstGiven, List<GateManifest> firstManifests) {
            bare.inputs().forEach(input -> rows.add(new ArrayList<>()));
            for (int producer = 0; producer < bare.producers(); producer++) {
                manifests.add(new ArrayList<>());
            }
            double quiet = random.nextDouble() * 0.8;
            for (long epoch = Math.max(0, firstEpoch - 2); epoch < firstEpoch + EPOCHS; epoch++) {
                var counts = new ArrayList<Map<Channel, Long>>();
                manifests.forEach(m -> counts.add(new HashMap<>()));
                boolean empty = epoch != firstEpoch && random.nextDouble() < quiet;
                for (int i = 0; i < bare.inputs().size(); i++) {
                    GateInput input = bare.inputs().get(i);
                    boolean snapshot = input.lastEpoch() == firstEpoch;
                    if (empty || snapshot != (epoch == firstEpoch) && (snapshot || random.nextBoolean())) {
                        continue;
                    }
                    int count = random.nextInt(random.nextInt(20) == 0 ? 100 : 6);
                    for (int number = 0; number < count; number++) {
                        rows.get(i).add(new Sent(i, epoch, number));
                    }
                    if (count > 0) {
                        counts.get(input.channel().producer()).put(input.channel(), (long) count);
                    }
                    if (epoch >= input.firstEpoch()) {
                        rowsOfEpoch.merge(epoch, count, Integer::sum);
                    }
                }
                for (int producer = 0; producer < bare.producers(); producer++) {
                    counts.get(producer).put(new Channel("not read here", 0, producer), 5L);
                    var manifest = new GateManifest(epoch, producer, mark(epoch), counts.get(producer));
                    (firstGiven && epoch == firstEpoch ? firstManifests : manifests.get(producer)).add(manifest);
                }
            }
        }

        void go() {
            for (int step = 0; nextEpoch < firstEpoch + EPOCHS; step++) {
                assertThat(step).as("progress").isLessThan(200_000);
                switch (random.nextInt(12)) {
                    case 0 -> turn();
                    case 1 -> commit();
                    case 2 -> crashNowAndThen();
                    default -> read();
                }
            }
            for (int i = 0; i < rows.size(); i++) {
                List<Sent> unread = rows.get(i).subList(rowsRead[i], rows.get(i).size());
                long first = spec.inputs().get(i).firstEpoch();
                assertThat(unread).allMatch(row -> row.epoch < first);
            }
            commit();
            assertThat(gate.waiting()).isZero();
            assertThat(state.size()).as("nothing but the head is left").isEqualTo(1);
            assertThat(rowsOfEpoch.values().stream().mapToInt(Integer::intValue).sum())
                    .isPositive();
            totalFolds += folds;
            totalWaited += waited;
        }

        private void read() {
            int source = random.nextInt(rows.size() + manifests.size());
            // A burst of one channel lets it run ahead of the others.
            for (int burst = random.nextInt(random.nextInt(8) == 0 ? 200 : 8); burst >= 0; burst--) {
                if (source < rows.size()) {
                    readRow(source);
                } else {
                    readManifest(source - rows.size());
                }
            }
        }

        private void readRow(int channel) {
            if (rowsRead[channel] < rows.get(channel).size()) {
                Sent row = rows.get(channel).get(rowsRead[channel]++);
                Admission admission = gate.offer(channel, row.epoch, row);
                assertThat(admission == Admission.DROPPED)
                        .isEqualTo(row.epoch < spec.inputs().get(channel).firstEpoch());
                if (admission == Admission.ADMITTED) {
                    open.add(row);
                } else if (admission == Admission.WAITING) {
                    waited++;
                }
            }
        }

        private void readManifest(int producer) {
            if (manifestsRead[producer] < manifests.get(producer).size()) {
                gate.manifest(manifests.get(producer).get(manifestsRead[producer]++));
            }
        }

        private void turn() {
            for (int i = random.nextInt(300); i > 0; i--) {
                Sent row = gate.release();
                if (row == null) {
                    break;
                }
                open.add(row);
            }
            if (gate.closing() != null || gate.closable()) {
                Closing closing = gate.closing() != null ? gate.closing() : gate.beginClosing();
                if (random.nextInt(3) > 0) {
                    check(closing);
                    gate.closed();
                }
            }
        }

        private void check(Closing closing) {
            assertThat(closing.from()).isEqualTo(nextEpoch);
            assertThat(closing.first()).isEqualTo(nextEpoch == firstEpoch);
            assertThat(closing.mark()).isEqualTo(mark(closing.epoch()));
            var expected = new ArrayList<Sent>();
            for (int i = 0; i < rows.size(); i++) {
                long first = spec.inputs().get(i).firstEpoch();
                rows.get(i).stream()
                        .filter(row -> row.epoch >= Math.max(first, closing.from()) && row.epoch <= closing.epoch())
                        .forEach(expected::add);
            }
            assertThat(open).containsExactlyInAnyOrderElementsOf(expected);
            var lastOfChannel = new HashMap<Integer, Sent>();
            for (Sent row : open) {
                Sent before = lastOfChannel.put(row.channel, row);
                if (before != null) {
                    assertThat(row.epoch * 1_000 + row.number).isGreaterThan(before.epoch * 1_000 + before.number);
                }
            }
            if (closing.epoch() > closing.from()) {
                assertThat(LongStream.rangeClosed(closing.from(), closing.epoch())
                                .filter(epoch -> alone(epoch)))
                        .isEmpty();
                folds++;
                assertThat(closing.first()).isFalse();
                int first = rowsOfEpoch.getOrDefault(closing.from(), 0);
                assertThat(open.size()).isLessThanOrEqualTo(Math.max(first, limits.foldRows()));
            }
            open = new ArrayList<>();
            nextEpoch = closing.epoch() + 1;
        }

        private void commit() {
            gate.flush();
            state.commit();
            remember();
        }

        private void remember() {
            committedRowsRead = rowsRead.clone();
            committedManifestsRead = manifestsRead.clone();
            committedOpen = new ArrayList<>(open);
            committedNextEpoch = nextEpoch;
        }

        private void crashNowAndThen() {
            if (random.nextInt(5) == 0) {
                if (random.nextBoolean()) {
                    commit();
                }
                state.crash();
                rowsRead = committedRowsRead.clone();
                manifestsRead = committedManifestsRead.clone();
                open = new ArrayList<>(committedOpen);
                nextEpoch = committedNextEpoch;
                gate = new Gate<>(spec, limits, state, BYTES);
            }
        }

        private static EpochMark mark(long epoch) {
            return new EpochMark(
                    new Lsn(0x16_0000_0000L + epoch * 99),
                    epoch % 3 == 0 ? null : Instant.ofEpochSecond(epoch),
                    Instant.ofEpochSecond(epoch, 5),
                    epoch * 10,
                    alone(epoch));
        }

        private static boolean alone(long epoch) {
            return epoch % 7 == 3;
        }
    }
}
