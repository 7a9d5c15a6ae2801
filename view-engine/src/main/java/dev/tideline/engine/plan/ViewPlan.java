package dev.tideline.engine.plan;

import dev.tideline.engine.expr.Column;
import java.util.List;

/**
 * A view's query as analysed.
 *
 * @param plan may produce more columns than are shown
 * @param output the columns shown, in order, with the names that the query gives them (a plan column may be shown twice)
 */
public record ViewPlan(String view, Plan plan, List<OutputColumn> output) {

    public ViewPlan {
        output = List.copyOf(output);
    }

    /** A shown column. */
    public record OutputColumn(String name, Column column) {}
}
