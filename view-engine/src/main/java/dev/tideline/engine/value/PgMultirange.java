package dev.tideline.engine.value;

import java.util.List;

/** A multirange value: ranges in order that are not empty and neither overlap nor touch. Made by {@link Multiranges}. */
public record PgMultirange(List<PgRange> ranges) {

    public static final PgMultirange EMPTY = new PgMultirange(List.of());

    public PgMultirange {
        ranges = List.copyOf(ranges);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    PgRange first() {
        return ranges.get(0);
    }

    PgRange last() {
        return ranges.get(ranges.size() - 1);
    }
}
