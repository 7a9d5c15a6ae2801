package dev.tideline.engine.expr;

import dev.tideline.engine.value.JsonPath;
import java.util.List;

/**
 * A path of JSON_TABLE, whose items make the rows of the columns beside it and of the nested paths.
 *
 * @param failing whether an error of the path is one of the table; else the path finds nothing then
 * @param firstColumn of this path, by position from 0; behind {@code lastColumn} if it has none
 * @param nested paths in the order in which their rows come; an item without any such row still makes one
 */
public record JsonTableScan(
        JsonPath path, boolean failing, int firstColumn, int lastColumn, List<JsonTableScan> nested) {

    public JsonTableScan {
        nested = List.copyOf(nested);
    }

    @Override
    public String toString() {
        return "'" + path + "'" + (failing ? " ERROR ON ERROR" : "") + (nested.isEmpty() ? "" : " NESTED " + nested);
    }
}
