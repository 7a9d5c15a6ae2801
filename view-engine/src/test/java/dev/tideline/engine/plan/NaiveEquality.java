package dev.tideline.engine.plan;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which rows are equal, and which of them is shown; a part of {@link NaiveEvaluator}. */
record NaiveEquality(TypeCatalog types) {

    Map<Row, List<Row>> groups(List<Row> rows, List<Column> output) {
        Map<Row, List<Row>> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(representative(row, output), absent -> new ArrayList<>())
                .add(row));
        return groups;
    }

    Row representative(Row row, List<Column> output) {
        var values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i) == null
                    ? null
                    : types.semantics(output.get(i).type()).representative(row.get(i));
        }
        return new Row(values);
    }

    Row least(List<Row> rows, List<Column> output) {
        var codec = RowCodec.of(output.stream().map(Column::type).toList(), types);
        return rows.stream()
                .min((a, b) -> Arrays.compareUnsigned(codec.toBytes(a), codec.toBytes(b)))
                .orElseThrow();
    }
}
