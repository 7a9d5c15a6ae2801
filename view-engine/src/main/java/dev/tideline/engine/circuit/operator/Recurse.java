package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.Delta;
import dev.tideline.engine.circuit.ZSet;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.state.KeyedState;
import dev.tideline.engine.state.ObjectCache;
import dev.tideline.engine.state.ValueCodec;
import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Rows that are made from rows, iteration after iteration, as WITH RECURSIVE makes them.
 *
 * <p><strong>Law:</strong> W₀ is the base; Wₙ₊₁ is what the body makes of Wₙ and, with UNION, is in no W before; the result is all W
 * together. The body of each iteration is a circuit of its own, so that a change of anything it reads runs through the iterations as
 * changes: none is computed anew. Deletes are exact, and the body need not be monotone. <strong>State:</strong> the body's, for each
 * iteration; with UNION, row → the iterations that give it. What the body reads from outside is kept once. <strong>Cost:</strong> the
 * changed rows of all iterations; a change of a table that the body reads is looked up in each iteration. <strong>Example:</strong>
 * {@code WITH RECURSIVE below AS (SELECT id FROM parts WHERE id = 1 UNION SELECT p.id FROM below b JOIN parts p ON p.parent = b.id)}.
 *
 * <p>A recursion that goes on for too many iterations or gives too many rows stops at some iteration: the rows of that one wait, and as
 * long as they do, the recursion has an error. When there is less again, it goes on.
 */
final class Recurse implements Operator {

    private static final String STATE = "54000"; // program_limit_exceeded
    private static final byte[] CUT = {'c'};
    private static final byte[] OPENED = {'o'};
    private static final byte LEVEL = 'l';

    private final OperatorSpec.Recurse spec;
    private final Iterations iterations;
    /** Null for UNION ALL. */
    private final FirstLevels firsts;

    private final KeyedState own;
    private final ObjectCache<Long> waiting;
    private final int mostIterations;
    private final long mostRows;

    /** How many rows each iteration has added. */
    private final List<Long> sizes = new ArrayList<>();

    private int levelsStored;
    private int firstChanged = Integer.MAX_VALUE;
    private long total;
    /** The iteration that is not gone beyond. */
    private int cut;

    private boolean cutChanged;
    /** How many iterations have been computed at some time; known for long only if the body shows something from its beginning on. */
    private int opened;

    private final boolean hasInitial;

    private int openedStored;

    /** @param outside the operators that it reads beside its base */
    Recurse(OperatorSpec.Recurse spec, String stateName, List<Operator> outside, OperatorContext context) {
        this.spec = spec;
        iterations = new Iterations(spec, stateName, outside, context);
        firsts = spec.all() ? null : new FirstLevels(spec.types(), stateName, context);
        own = context.states().state(stateName + "n");
        waiting = new ObjectCache<>(
                context.states().state(stateName + "w"),
                context.codec(spec.types()),
                ValueCodec.COUNT,
                context.share());
        hasInitial = spec.body().stream()
                .anyMatch(operator -> operator instanceof OperatorSpec.Aggregate aggregate && aggregate.keys() == 0);
        mostIterations = context.options().mostIterations();
        mostRows = context.options().mostRecursiveRows();
        var stored = own.get(CUT);
        cut = stored == null ? mostIterations : new ByteReader(stored).readInt();
        try (var cursor = own.scan(new byte[] {LEVEL})) {
            while (cursor.next()) {
                long size = new ByteReader(cursor.value()).readSignedVarLong();
                sizes.add(size);
                total += size;
            }
        }
        levelsStored = sizes.size();
        var open = own.get(OPENED);
        opened = open == null ? 0 : new ByteReader(open).readInt();
        openedStored = opened;
    }

    @Override
    public Delta step(Delta[] deltas) {
        var base = deltas[spec.inputs().get(0)];
        var outside = spec.inputs().subList(1, spec.inputs().size()).stream()
                .map(position -> deltas[position])
                .toList();
        boolean goesOn = cut < mostIterations && total <= mostRows;
        if (base.isEmpty() && outside.stream().allMatch(Delta::isEmpty) && !goesOn) {
            return Delta.EMPTY;
        }
        var out = new Delta();
        out.errors().addAll(base.errors(), 1);
        outside.forEach(delta -> out.errors().addAll(delta.errors(), 1));
        var error = error();
        var sweep = new Sweep(outside, out);
        sweep.add(0, base.rows());
        sweep.from(0);
        while (cut < mostIterations && total <= mostRows) {
            sweep.resume();
        }
        while (!sizes.isEmpty() && sizes.get(sizes.size() - 1) == 0) {
            sizes.remove(sizes.size() - 1);
        }
        if (error != null) {
            out.errors().add(error, -1);
        }
        if (error() != null) {
            out.errors().add(error(), 1);
        }
        return out;
    }

    /** One walk through the iterations, with what has changed. */
    private final class Sweep {

        private final List<Delta> outside;
        private final boolean outsideChanged;
        private final Delta out;
        private final TreeMap<Integer, ZSet> changes = new TreeMap<>();
        /** How many iterations there were before. */
        private final int known = sizes.size();

        Sweep(List<Delta> outside, Delta out) {
            this.outside = outside.stream()
                    .map(delta -> new Delta(delta.rows(), Delta.EMPTY.errors()))
                    .toList();
            this.outsideChanged =
                    outside.stream().anyMatch(delta -> !delta.rows().isEmpty());
            this.out = out;
        }

        /** What an iteration is given more or less. */
        void add(int level, ZSet rows) {
            if (rows.isEmpty()) {
                return;
            } else if (firsts != null) {
                firsts.add(level, rows, changes);
            } else {
                changes.computeIfAbsent(level, absent -> new ZSet()).addAll(rows, 1);
            }
        }

        void from(int first) {
            for (int level = first; ; level++) {
                if (!outsideChanged || level >= known) {
                    var next = changes.ceilingKey(level);
                    if (next == null) {
                        return;
                    }
                    level = next;
                }
                var changed = changes.remove(level);
                visit(level, changed == null ? new ZSet() : changed);
            }
        }

        private void visit(int level, ZSet changed) {
            if (changed.isEmpty() && (!outsideChanged || level >= known)) {
                return;
            }
            out.rows().addAll(changed, 1);
            grow(level, changed.total());
            if (level < cut && level >= known && total > mostRows) {
                cut = level;
                cutChanged = true;
            }
            if (level >= cut) {
                changed.forEach((row, weight) -> {
                    var before = waiting.get(row);
                    long after = (before == null ? 0 : before) + weight;
                    waiting.put(row, after == 0 ? null : after);
                });
            } else {
                expand(level, changed);
            }
        }

        private void expand(int level, ZSet changed) {
            var made = iterations.step(level, level >= opened, changed, outside);
            opened = Math.max(opened, level + 1);
            out.errors().addAll(made.errors(), 1);
            add(level + 1, made.rows());
        }

        /** Goes on beyond where it was cut. */
        void resume() {
            int resumed = cut;
            cut = mostIterations;
            cutChanged = true;
            var rows = new ZSet();
            waiting.forEach(rows::add);
            rows.forEach((row, weight) -> waiting.put(row, null));
            expand(resumed, rows);
            from(resumed + 1);
        }
    }

    private void grow(int level, long by) {
        while (sizes.size() <= level) {
            sizes.add(0L);
        }
        sizes.set(level, sizes.get(level) + by);
        total += by;
        firstChanged = Math.min(firstChanged, level);
    }

    private Row error() {
        if (cut >= sizes.size() || sizes.get(cut) == 0) {
            return null;
        }
        return new Row(
                STATE,
                cut == mostIterations
                        ? "the recursion does not end within " + mostIterations + " iterations"
                        : "the recursion gives more than " + mostRows + " rows",
                "()");
    }

    @Override
    public void flush() {
        iterations.flush();
        waiting.flush();
        if (firsts != null) {
            firsts.flush();
        }
        if (cutChanged) {
            own.put(
                    CUT,
                    cut == mostIterations
                            ? null
                            : new ByteWriter().writeInt(cut).toByteArray());
            cutChanged = false;
        }
        if (hasInitial && opened != openedStored) {
            own.put(OPENED, new ByteWriter().writeInt(opened).toByteArray());
            openedStored = opened;
        }
        for (int level = firstChanged; level < Math.max(sizes.size(), levelsStored); level++) {
            var key = new ByteWriter().writeByte(LEVEL).writeInt(level).toByteArray();
            own.put(
                    key,
                    level < sizes.size()
                            ? new ByteWriter()
                                    .writeSignedVarLong(sizes.get(level))
                                    .toByteArray()
                            : null);
        }
        levelsStored = sizes.size();
        firstChanged = Integer.MAX_VALUE;
    }

    @Override
    public void trim() {
        waiting.trim();
        if (firsts != null) {
            firsts.trim();
        }
    }
}
