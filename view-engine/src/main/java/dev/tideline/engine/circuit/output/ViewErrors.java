package dev.tideline.engine.circuit.output;

import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.ViewFailure;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.state.CacheShare;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.OrderedCache;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.state.ValueCodec;
import dev.tideline.engine.value.ByteReader;
import java.util.Optional;

/** The error rows that a view has now: it is failed as long as there is one. */
final class ViewErrors {

    /** Below every error row, whose bytes begin with 1. */
    private static final byte[] TOTAL = {0};

    private static final byte[] ERRORS = {1};

    private final int view;
    private final RowCodec rows;
    private final OrderedCache<Long> counts;

    /** @param rows for rows of three texts */
    ViewErrors(int view, KeyedState state, RowCodec rows, CacheShare share) {
        this.view = view;
        this.rows = rows;
        counts = new OrderedCache<>(state, ValueCodec.COUNT, share);
    }

    void add(ZSet errors) {
        errors.forEach((error, weight) -> {
            add(rows.toBytes(error), weight);
            add(TOTAL, weight);
        });
    }

    private void add(byte[] key, long weight) {
        var before = counts.get(key);
        long after = (before == null ? 0 : before) + weight;
        counts.put(key, after == 0 ? null : after);
    }

    /** The failure to report: of several errors always the same one. */
    Optional<ViewFailure> failure() {
        var total = counts.get(TOTAL);
        if (total == null) {
            return Optional.empty();
        }
        var error = rows.read(new ByteReader(counts.seek(ERRORS, false).key()));
        return Optional.of(new ViewFailure(
                view, ErrorRows.sqlState(error), ErrorRows.message(error), ErrorRows.failedRow(error), total));
    }

    void flush() {
        counts.flush();
    }

    void trim() {
        counts.trim();
    }
}
