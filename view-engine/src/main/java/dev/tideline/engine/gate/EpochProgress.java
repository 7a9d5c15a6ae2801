package dev.tideline.engine.gate;

import java.util.Arrays;

/** How far one epoch has arrived: what its manifests announce, and what has come, whether admitted or waiting. */
final class EpochProgress<R> {

    private static final long UNKNOWN = -1;

    private final long epoch;
    private final long[] received;
    private final long[] admitted;
    private final long[] expected;
    private final boolean[] announced;
    private final WaitingRows<R> waiting;
    private int missingManifests;
    private long receivedTotal;
    private long expectedTotal;
    private long admittedTotal;
    private EpochMark mark;

    EpochProgress(long epoch, int channels, int producers) {
        this.epoch = epoch;
        received = new long[channels];
        admitted = new long[channels];
        expected = new long[channels];
        Arrays.fill(expected, UNKNOWN);
        announced = new boolean[producers];
        missingManifests = producers;
        waiting = new WaitingRows<>(epoch);
    }

    long epoch() {
        return epoch;
    }

    WaitingRows<R> waiting() {
        return waiting;
    }

    EpochMark mark() {
        return mark;
    }

    long received(int channel) {
        return received[channel];
    }

    /** Rows handed out, by channel; the others of those received are waiting. */
    long[] admitted() {
        return admitted;
    }

    long admittedTotal() {
        return admittedTotal;
    }

    void admit(int channel, long rows) {
        admitted[channel] += rows;
        admittedTotal += rows;
    }

    long receivedTotal() {
        return receivedTotal;
    }

    /** Rows announced, or -1 as long as the manifest of the channel's producer has not come. */
    long expected(int channel) {
        return expected[channel];
    }

    /** The counts of channels are never exceeded, so their sums are equal only if all of them are. */
    boolean complete() {
        return missingManifests == 0 && receivedTotal == expectedTotal;
    }

    void count(int channel, long rows, Channel name) {
        long now = received[channel] + rows;
        if (expected[channel] != UNKNOWN && now > expected[channel]) {
            throw GateViolation.countExceeded(name, epoch, expected[channel], now);
        }
        received[channel] = now;
        receivedTotal += rows;
    }

    void announce(GateManifest manifest, GateSpec spec) {
        if (announced[manifest.producer()]) {
            throw GateViolation.manifestDoubled(manifest.producer(), epoch);
        }
        if (mark != null && !mark.lsn().equals(manifest.mark().lsn())) {
            throw GateViolation.manifestsDisagree(epoch, mark, manifest.mark());
        }
        for (int i = 0; i < expected.length; i++) {
            GateInput input = spec.inputs().get(i);
            if (input.channel().producer() == manifest.producer()) {
                boolean bringsTheEpoch = epoch >= input.firstEpoch() && epoch <= input.lastEpoch();
                long rows = bringsTheEpoch ? manifest.rows().getOrDefault(input.channel(), 0L) : 0L;
                if (received[i] > rows) {
                    throw GateViolation.countExceeded(input.channel(), epoch, rows, received[i]);
                }
                expected[i] = rows;
                expectedTotal += rows;
            }
        }
        mark = manifest.mark();
        announced[manifest.producer()] = true;
        missingManifests--;
    }

    boolean isAnnouncedBy(int producer) {
        return announced[producer];
    }
}
