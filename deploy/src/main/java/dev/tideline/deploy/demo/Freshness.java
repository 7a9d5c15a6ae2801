package dev.tideline.deploy.demo;

import java.time.Duration;
import java.util.Arrays;

/** Times from a commit's return to its rows being visible in the target. Thread-safe. */
final class Freshness {

    /** The newest samples; older ones are forgotten. */
    private static final int SAMPLES_MAX = 1 << 16;

    private final long[] nanos = new long[SAMPLES_MAX];
    private long count;

    synchronized void add(long sampleNanos) {
        nanos[(int) (count++ % SAMPLES_MAX)] = sampleNanos;
    }

    synchronized long count() {
        return count;
    }

    /** The sample that this share of all samples does not exceed; null without any. */
    synchronized Duration percentile(double share) {
        int size = (int) Math.min(count, SAMPLES_MAX);
        if (size == 0) {
            return null;
        }
        var sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[(int) Math.min(size - 1, Math.floor(share * size))]);
    }
}
