package dev.tideline.engine.circuit.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresVersion;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.function.TestTypes;
import dev.tideline.engine.type.PgType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of PostgreSQL's own aggregates are kept: all but those named here, which are refused by name. */
class AggregateScopeIT {

    /** Over types whose values are not computed with. */
    private static final List<String> LEFT_OUT = List.of("pg_catalog.sum(money)", "pg_catalog.xmlagg(xml)");

    @TempDir
    Path directory;

    @Test
    void everyAggregateIsKeptOrKnownNotToBe() throws Exception {
        var missing = new TreeSet<String>();
        int seen = 0;
        try (var postgres = EmbeddedPostgres.in(directory.resolve("pg"))
                        .version(PostgresVersion.ofTests())
                        .durable(false)
                        .start();
                var connection = postgres.database("postgres").connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("""
                        SELECT p.proname, ARRAY(SELECT t.typname FROM unnest(p.proargtypes) WITH ORDINALITY u(o, i)
                                                  JOIN pg_type t ON t.oid = u.o ORDER BY i), r.typname
                          FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_type r ON r.oid = p.prorettype
                         WHERE p.pronamespace = 'pg_catalog'::regnamespace""")) {
            while (result.next()) {
                seen++;
                var arguments = new ArrayList<PgType>();
                for (var name : (String[]) result.getArray(2).getArray()) {
                    arguments.add(TestTypes.byName(name));
                }
                var function = new Function(
                        "pg_catalog",
                        result.getString(1),
                        arguments,
                        TestTypes.byName(result.getString(3)),
                        false,
                        Function.Volatility.IMMUTABLE);
                if (!AggregateFunctions.supports(function)) {
                    missing.add(function.signature());
                }
            }
        }
        assertThat(seen).isGreaterThan(140);
        assertThat(missing).containsExactlyElementsOf(LEFT_OUT);
    }
}
