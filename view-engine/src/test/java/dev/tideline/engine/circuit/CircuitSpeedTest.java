package dev.tideline.engine.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Prints the cost of a change; fails only if something is an order of magnitude off. */
class CircuitSpeedTest {

    @Test
    void aChangeCostsMicroseconds() {
        var measure = new CircuitSpeed().run(60_000, 60_000);
        System.out.printf(
                "circuit: %.2f µs per change over %d changes, %d results%n",
                measure.microsPerChange(), measure.changes(), measure.results());
        assertThat(measure.results()).isPositive();
        assertThat(measure.microsPerChange()).isLessThan(200);
    }
}
