package dev.tideline.engine.runtime;

import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import dev.tideline.schemas.wire.TopologyDescriptor.UserType;
import java.util.List;

/**
 * A view as its result topic shows it.
 *
 * @param key names of the key columns in order; empty and {@code bag} false: at most one row
 * @param bag see {@link TopologyDescriptor.View}
 */
public record ResultView(
        String name,
        TableName relation,
        List<Column> columns,
        List<String> key,
        boolean bag,
        List<List<String>> indexes,
        String description) {

    public ResultView {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        indexes = List.copyOf(indexes);
    }

    /**
     * A column.
     *
     * @param ddl the type as {@code format_type} gives it, ready for DDL
     * @param collation quoted name of a collation other than the type's own, or null
     */
    public record Column(
            String name, SqlType type, String ddl, String collation, Comparison comparison, UserType userType) {}

    TopologyDescriptor.View descriptor(String topic) {
        return new TopologyDescriptor.View(
                name,
                relation,
                topic,
                columns.stream()
                        .map(column -> new TopologyDescriptor.Column(
                                column.name, column.ddl, column.collation, column.comparison, column.userType))
                        .toList(),
                key,
                bag,
                indexes,
                description);
    }
}
