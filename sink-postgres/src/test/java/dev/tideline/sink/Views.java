package dev.tideline.sink;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor.Column;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import dev.tideline.schemas.wire.TopologyDescriptor.UserType;
import dev.tideline.schemas.wire.TopologyDescriptor.View;
import java.util.ArrayList;
import java.util.List;

/** Short ways to describe views in tests. */
final class Views {

    private Views() {}

    /** A view {@code public.name}; columns as {@code "name type"}, with {@code !} behind the type if never NULL. */
    static Builder view(String name, String... columns) {
        return new Builder(name, columns);
    }

    static Column column(String name, String type) {
        return new Column(name, type, null, Comparison.EXACT, null);
    }

    static final class Builder {

        private final String name;
        private final List<Column> columns = new ArrayList<>();
        private final List<List<String>> indexes = new ArrayList<>();
        private TableName relation;
        private List<String> key = List.of();
        private boolean bag;
        private String description;

        private Builder(String name, String... columns) {
            this.name = name;
            this.relation = new TableName("public", name);
            for (String column : columns) {
                int space = column.indexOf(' ');
                boolean notNull = column.endsWith("!");
                String type = column.substring(space + 1, column.length() - (notNull ? 1 : 0));
                this.columns.add(new Column(column.substring(0, space), type, null, Comparison.EXACT, null, notNull));
            }
        }

        Builder column(Column column) {
            columns.add(column);
            return this;
        }

        Builder column(String columnName, String type, UserType userType) {
            return column(new Column(columnName, type, null, Comparison.EXACT, userType));
        }

        Builder key(String... keyColumns) {
            key = List.of(keyColumns);
            return this;
        }

        Builder bag() {
            bag = true;
            return this;
        }

        Builder into(String schema, String table) {
            relation = new TableName(schema, table);
            return this;
        }

        Builder index(String... indexColumns) {
            indexes.add(List.of(indexColumns));
            return this;
        }

        Builder description(String text) {
            description = text;
            return this;
        }

        View build() {
            return new View(name, relation, "", columns, key, bag, indexes, description);
        }
    }
}
