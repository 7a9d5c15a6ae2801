package dev.tideline.deploy.verify;

import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compares the views of one topology, each in a savepoint on both sides, so that a failing query does not end the rest. */
final class ViewComparer {

    /** On both sides, so that the same values have the same text. */
    private static final Map<String, String> SETTINGS = Map.of(
            "datestyle", "ISO, MDY",
            "intervalstyle", "postgres",
            "extra_float_digits", "1",
            "bytea_output", "hex",
            "transform_null_equals", "off",
            "array_nulls", "on",
            "xmloption", "content",
            "lc_monetary", "C");

    private final TopologyFile topology;
    private final Connection source;
    private final Lsn lsn;
    private final Connection target;
    private final TopologyDescriptor descriptor;
    private final ViewSql queries;

    /**
     * @param descriptor null if the topology has not been announced
     * @param queries what the source is asked
     */
    ViewComparer(
            TopologyFile topology,
            SourceSnapshot source,
            Connection target,
            TopologyDescriptor descriptor,
            ViewSql queries)
            throws SQLException {
        this.topology = topology;
        this.source = source.connection();
        this.lsn = source.lsn();
        this.target = target;
        this.descriptor = descriptor;
        this.queries = queries;
        configure(this.source, topology.searchPath());
        configure(target, "pg_catalog");
    }

    ViewResult compare(ViewDefinition view, TargetStates.State state) throws SQLException {
        var relation = new TableName(view.into().schema(), view.into().name());
        var described = descriptor == null
                ? null
                : descriptor.views().stream()
                        .filter(candidate -> candidate.name().equals(view.name()))
                        .findFirst()
                        .orElse(null);
        if (described == null || !state.state().equals("live")) {
            return ViewResult.notCompared(
                    topology.name(), view.name(), relation.toString(), lsn, why(state, described));
        }
        boolean open = described.columns().stream()
                .anyMatch(column -> column.comparison() == TopologyDescriptor.Comparison.TIED_ROWS);
        if (open) {
            return ViewResult.notCompared(
                    topology.name(),
                    view.name(),
                    relation.toString(),
                    lsn,
                    "cannot be compared: which rows it has depends on an ORDER BY that leaves ties; validate names the columns"
                            + " to add");
        }
        var columns = ComparedColumns.of(described.columns());
        var sourceSavepoint = source.setSavepoint();
        var targetSavepoint = target.setSavepoint();
        try (var expected = open(source, view, columns, null);
                var found = open(target, view, columns, described.relation())) {
            var comparison = new Comparison(columns);
            comparison.run(expected, found);
            return new ViewResult(
                    topology.name(),
                    view.name(),
                    relation.toString(),
                    lsn,
                    expected.count(),
                    comparison.differences(),
                    comparison.examples(),
                    null);
        } catch (SQLException e) {
            if (source.isClosed() || target.isClosed()) {
                throw e;
            }
            return ViewResult.notCompared(
                    topology.name(), view.name(), relation.toString(), lsn, "could not be compared: " + e.getMessage());
        } finally {
            if (!source.isClosed()) {
                source.rollback(sourceSavepoint);
            }
            if (!target.isClosed()) {
                target.rollback(targetSavepoint);
            }
        }
    }

    private RowStream open(Connection connection, ViewDefinition view, ComparedColumns columns, TableName relation)
            throws SQLException {
        var order = columns.order(isUtf8(connection));
        var sql = relation == null
                ? queries.select(view, columns.expressions(), order)
                : "SELECT " + columns.expressions() + " FROM " + relation.quoted() + " AS q " + order;
        return new RowStream(connection, sql, columns.names().size());
    }

    private static String why(TargetStates.State state, TopologyDescriptor.View described) {
        if (state.error() != null) {
            return "is " + state.state() + ": " + state.error();
        }
        return described == null && state.state().equals("live")
                ? "is not part of the topology that runs; restart tideline run after a change of the file"
                : "is " + state.state();
    }

    private void configure(Connection connection, String searchPath) throws SQLException {
        var settings = new LinkedHashMap<>(SETTINGS);
        settings.put("timezone", topology.timezone());
        settings.put("search_path", searchPath);
        try (var statement = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
            for (var setting : settings.entrySet()) {
                statement.setString(1, setting.getKey());
                statement.setString(2, setting.getValue());
                statement.executeQuery().close();
            }
        }
    }

    private static boolean isUtf8(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW server_encoding")) {
            row.next();
            return row.getString(1).equals("UTF8");
        }
    }
}
