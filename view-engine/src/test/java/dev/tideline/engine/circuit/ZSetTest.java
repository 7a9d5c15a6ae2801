package dev.tideline.engine.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.value.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZSetTest {

    @Test
    void addsUpAndForgetsZeros() {
        var set = new ZSet();
        set.add(new Row(1), 2);
        set.add(new Row(2), 1);
        set.add(new Row(1), -2);
        assertThat(set.size()).isEqualTo(1);
        assertThat(set.weight(new Row(1))).isZero();
        assertThat(set.total()).isEqualTo(1);
        assertThat(set.toString()).isEqualTo("{[2] +1}");
        var other = new ZSet();
        other.addAll(set, -3);
        assertThat(other.weight(new Row(2))).isEqualTo(-3);
        set.clear();
        assertThat(set.isEmpty()).isTrue();
        assertThat(set).isEqualTo(new ZSet());
    }

    @Test
    void isWhatAMapOfSumsIs() {
        long seed = Long.getLong("tideline.test.seed", 1);
        var random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            int domain = 1 + random.nextInt(200);
            var set = new ZSet();
            var sums = new HashMap<Row, Long>();
            for (int i = random.nextInt(500); i > 0; i--) {
                var row = new Row(random.nextInt(domain), random.nextInt(3) == 0 ? null : "x");
                long weight = random.nextInt(5) - 2;
                set.add(row, weight);
                sums.merge(row, weight, Long::sum);
                sums.values().removeIf(sum -> sum == 0);
            }
            assertThat(set.size()).as("seed %d", seed).isEqualTo(sums.size());
            var seen = new ArrayList<Row>();
            set.forEach((row, weight) -> {
                seen.add(row);
                assertThat(weight).isNotZero().isEqualTo(sums.get(row));
                assertThat(set.weight(row)).isEqualTo(weight);
            });
            assertThat(seen).doesNotHaveDuplicates().hasSize(sums.size());
            var reversed = new ZSet();
            for (int i = seen.size() - 1; i >= 0; i--) {
                reversed.add(seen.get(i), sums.get(seen.get(i)));
            }
            assertThat(reversed).isEqualTo(set).hasSameHashCodeAs(set);
        }
    }
}
