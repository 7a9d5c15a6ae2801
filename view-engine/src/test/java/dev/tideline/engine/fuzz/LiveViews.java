package dev.tideline.engine.fuzz;

import dev.tideline.engine.fuzz.QueryGenerator.Query;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Views over a server's tables in one circuit, which are compared with PostgreSQL's answers after each transaction. */
final class LiveViews {

    private final FuzzServer server;
    private final SourceRows source;
    private final LiveCircuit circuit;
    private final Comparison comparison;
    private int transactions;

    /** Queries that are refused are counted and left out. The server has the answering views already. */
    LiveViews(
            Map<String, Query> queries, FuzzServer server, FuzzReport report, Random random, Compilation compilation) {
        this.server = server;
        var analyzed = AnalyzedViews.of(queries, server, report);
        var topology = analyzed.compiled(compilation);
        source = new SourceRows(server.connection(), topology);
        circuit = new LiveCircuit(topology, server.session(), random);
        comparison = new Comparison(server, report, topology, analyzed.views(), queries);
    }

    /** Takes what has changed on the server since the last call, and compares every view. */
    void follow() throws SQLException {
        circuit.take(source.changes(), server.time());
        comparison.compare(transactions++, circuit, source);
    }

    /** The queries whose answer was always the same, or always empty. */
    List<String> unmoved() {
        return comparison.unmoved();
    }

    /** To be called at the end, to count what was seen. */
    void end() {
        comparison.end();
    }
}
