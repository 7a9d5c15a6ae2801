package dev.tideline.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Caches of many operators share one bound. */
class HeapBudgetTest {

    private static final int LIMIT_BYTES = 1_000_000;
    private static final int STEPS = 40;
    private static final int ROWS_OF_STEP = 300;

    private final MemoryStates states = new MemoryStates();
    private final RowCodec keys = RowCodec.of(List.of(SqlType.of(PgType.INT8)), new PgTypeCatalog());
    private final HeapBudget budget = new HeapBudget(LIMIT_BYTES);

    /** One circuit of as many caches. */
    private final class Caches {
        private final HeapAccount account = budget.open();
        private final List<ObjectCache<Long>> caches = new ArrayList<>();

        Caches(String name, int count) {
            for (int i = 0; i < count; i++) {
                caches.add(new ObjectCache<>(
                        states.state(name + i), keys, ValueCodec.COUNT, account.share(Integer.MAX_VALUE)));
            }
        }

        /** Other rows in each step, but the first one always. */
        void step(int step) {
            for (var cache : caches) {
                for (long row = 0; row < ROWS_OF_STEP; row++) {
                    var key = new Row(row == 0 ? 0L : (long) step * ROWS_OF_STEP + row);
                    var count = cache.get(key);
                    cache.put(key, count == null ? 1L : count + 1);
                }
            }
            account.refresh();
            caches.forEach(ObjectCache::trim);
        }
    }

    @Test
    void howeverManyCachesThereAre() {
        for (int count : new int[] {1, 3, 20}) {
            var caches = new Caches("of" + count + "_", count);
            for (int step = 0; step < STEPS; step++) {
                caches.step(step);
                // What a step touches comes on top.
                caches.account.refresh();
                assertThat(caches.account.bytes()).isLessThanOrEqualTo(LIMIT_BYTES + 500L * ROWS_OF_STEP * count);
            }
            for (var cache : caches.caches) {
                assertThat(cache.get(new Row(0L))).isEqualTo(STEPS);
                assertThat(cache.get(new Row(7L))).isEqualTo(1);
            }
            caches.account.add(-caches.account.bytes());
        }
    }

    @Test
    void nothingIsLetGoWhileThereIsRoom() {
        var share = budget.open().share(1_000);
        assertThat(share.allowed(900)).isEqualTo(1_000);
        assertThat(share.allowed(1_100)).isEqualTo(1_000);
    }

    @Test
    void circuitsShrinkForOneAnother() {
        var one = budget.open();
        var other = budget.open();
        var share = one.share(1_000_000);
        assertThat(share.allowed(1_500)).isEqualTo(1_000_000);
        other.add(LIMIT_BYTES);
        one.refresh();
        assertThat(share.allowed(1_500)).isBetween(500, 900);
        other.add(-LIMIT_BYTES);
        one.refresh();
        assertThat(share.allowed(1_500)).isEqualTo(1_000_000);
    }

    @Test
    void aPartThatWasGivenUpDoesNotCount() {
        var whole = budget.open();
        var part = whole.part();
        part.share(1_000_000).account(10 * LIMIT_BYTES);
        whole.refresh();
        assertThat(whole.kept()).isLessThan(1);
        assertThat(part.kept()).isEqualTo(whole.kept());
        part.add(-part.bytes());
        whole.refresh();
        assertThat(whole.kept()).isEqualTo(1);
    }
}
