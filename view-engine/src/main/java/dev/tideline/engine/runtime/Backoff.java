package dev.tideline.engine.runtime;

import java.time.Duration;

/**
 * How long to wait before something that failed is tried again. What got anywhere since its last start is tried again at once, since
 * its failure is one of a moment; what did not is left alone for longer and longer.
 */
final class Backoff {

    private static final Duration AT_ONCE = Duration.ofMillis(20);
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Duration next = AT_ONCE;

    /** To be called whenever it is known that what was started got anywhere. */
    void reset() {
        next = AT_ONCE;
    }

    /** How long to wait now, after one more failure. */
    Duration failed() {
        Duration now = next;
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled.compareTo(FIRST) < 0 ? FIRST : doubled;
        return now;
    }
}
