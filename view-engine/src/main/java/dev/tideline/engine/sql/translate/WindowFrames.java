package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.WindowFrame;
import dev.tideline.engine.expr.WindowFrame.Bound;
import dev.tideline.engine.expr.WindowFrame.Exclusion;
import dev.tideline.engine.expr.WindowFrame.Mode;
import dev.tideline.engine.plan.Plan.SortKey;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import java.util.List;
import java.util.Set;

/** The frames of windows, which PostgreSQL tells as bits. */
final class WindowFrames {

    private static final int ROWS = 0x4;
    private static final int GROUPS = 0x8;
    private static final int START_UNBOUNDED_PRECEDING = 0x20;
    private static final int END_UNBOUNDED_FOLLOWING = 0x100;
    private static final int START_CURRENT_ROW = 0x200;
    private static final int END_CURRENT_ROW = 0x400;
    private static final int START_PRECEDING = 0x800;
    private static final int END_PRECEDING = 0x1000;
    private static final int EXCLUDE_CURRENT_ROW = 0x8000;
    private static final int EXCLUDE_GROUP = 0x10000;
    private static final int EXCLUDE_TIES = 0x20000;

    private static final Set<PgType> RANGES = Set.of(
            PgType.INT2,
            PgType.INT4,
            PgType.INT8,
            PgType.FLOAT4,
            PgType.FLOAT8,
            PgType.NUMERIC,
            PgType.DATE,
            PgType.TIME,
            PgType.TIMETZ,
            PgType.TIMESTAMP,
            PgType.TIMESTAMPTZ,
            PgType.INTERVAL);

    private final Translation translation;
    private final ExprTranslator expressions;

    WindowFrames(Translation translation, ExprTranslator expressions) {
        this.translation = translation;
        this.expressions = expressions;
    }

    WindowFrame frame(Node clause, List<SortKey> order) {
        int options = clause.integer("frameOptions");
        var mode = has(options, ROWS) ? Mode.ROWS : has(options, GROUPS) ? Mode.GROUPS : Mode.RANGE;
        var start = has(options, START_UNBOUNDED_PRECEDING)
                ? Bound.UNBOUNDED_PRECEDING
                : has(options, START_CURRENT_ROW)
                        ? Bound.CURRENT_ROW
                        : has(options, START_PRECEDING) ? Bound.PRECEDING : Bound.FOLLOWING;
        var end = has(options, END_UNBOUNDED_FOLLOWING)
                ? Bound.UNBOUNDED_FOLLOWING
                : has(options, END_CURRENT_ROW)
                        ? Bound.CURRENT_ROW
                        : has(options, END_PRECEDING) ? Bound.PRECEDING : Bound.FOLLOWING;
        var exclusion = has(options, EXCLUDE_CURRENT_ROW)
                ? Exclusion.CURRENT_ROW
                : has(options, EXCLUDE_GROUP)
                        ? Exclusion.GROUP
                        : has(options, EXCLUDE_TIES) ? Exclusion.TIES : Exclusion.NONE;
        var frame = new WindowFrame(
                mode,
                start,
                start.hasOffset() ? expressions.translate(clause.node("startOffset")) : null,
                end,
                end.hasOffset() ? expressions.translate(clause.node("endOffset")) : null,
                exclusion);
        if (mode == Mode.RANGE && (start.hasOffset() || end.hasOffset())) {
            checkRange(order);
        }
        return frame;
    }

    private void checkRange(List<SortKey> order) {
        for (var key : order) {
            var value = key.value();
            if (!RANGES.contains(value.type().underlying())) {
                expressions.refuse(
                        "RANGE with an offset over " + value.type().type().ddl());
            } else if (translation.representation().isApproximate(value)) {
                expressions.refuse("RANGE with an offset over a sum of floating point numbers");
            }
        }
    }

    private static boolean has(int options, int bit) {
        return (options & bit) != 0;
    }
}
