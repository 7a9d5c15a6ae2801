package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.TopologyDescriptor;
import dev.tideline.schemas.wire.TopologyDescriptor.UserType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The source's enums and domains that views show, created in the target where they are missing. */
public final class UserTypes {

    private UserTypes() {}

    /** Creates missing types, and adds labels that an enum lacks. */
    public static void ensure(Connection connection, TopologyDescriptor descriptor) throws SQLException {
        var types = new LinkedHashSet<UserType>();
        for (var view : descriptor.views()) {
            view.columns().stream()
                    .map(TopologyDescriptor.Column::userType)
                    .filter(Objects::nonNull)
                    .forEach(types::add);
        }
        for (var type : types) {
            ensure(connection, type);
        }
    }

    private static void ensure(Connection connection, UserType type) throws SQLException {
        String kind = kind(connection, type);
        if (kind == null) {
            Schemas.ensure(connection, type.name().schema());
            Sql.run(
                    connection,
                    type.labels() == null
                            ? "CREATE DOMAIN " + type.name().quoted() + " AS " + type.baseType()
                            : "CREATE TYPE " + type.name().quoted() + " AS ENUM ("
                                    + type.labels().stream().map(Sql::literal).collect(Collectors.joining(", "))
                                    + ")");
        } else if (type.labels() != null && kind.equals("e")) {
            addLabels(connection, type);
        } else if (!kind.equals(type.labels() == null ? "d" : "e")) {
            throw new DiagnosticException(Diagnostic.error(
                    DiagnosticCode.TARGET_RELATION,
                    "the target has a type " + type.name() + " that is not "
                            + (type.labels() == null ? "a domain" : "an enum") + " as in the source",
                    "Rename or drop that type, then it goes on.",
                    null));
        }
    }

    private static void addLabels(Connection connection, UserType type) throws SQLException {
        var there = labels(connection, type);
        String before = null;
        for (String label : type.labels()) {
            if (!there.contains(label)) {
                // IF NOT EXISTS: another topology may have added it since.
                Sql.run(
                        connection,
                        "ALTER TYPE " + type.name().quoted() + " ADD VALUE IF NOT EXISTS " + Sql.literal(label)
                                + (before == null ? firstPlace(there) : " AFTER " + Sql.literal(before)));
            }
            before = label;
        }
    }

    private static String firstPlace(Set<String> there) {
        return there.isEmpty() ? "" : " BEFORE " + Sql.literal(there.iterator().next());
    }

    private static String kind(Connection connection, UserType type) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT typtype FROM pg_type WHERE oid = to_regtype(?)")) {
            statement.setString(1, type.name().quoted());
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static Set<String> labels(Connection connection, UserType type) throws SQLException {
        try (var statement = connection.prepareStatement(
                "SELECT array_agg(enumlabel::text ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = to_regtype(?)")) {
            statement.setString(1, type.name().quoted());
            try (var row = statement.executeQuery()) {
                row.next();
                var labels = row.getArray(1);
                return labels == null ? Set.of() : new LinkedHashSet<>(List.of((String[]) labels.getArray()));
            }
        }
    }
}
