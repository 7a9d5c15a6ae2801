package dev.tideline.engine.sql;

import dev.tideline.embedded.PostgresDatabase;
import dev.tideline.embedded.PostgresVersion;
import dev.tideline.schemas.config.Secret;
import dev.tideline.schemas.config.TidelineConfig.Database;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.config.TopologyLoader;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.wire.TableName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of a test, and an analyzer on it that logs in as a role with nothing but SELECT. */
final class AnalysisSource implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final PostgresVersion version;
    private final PostgresDatabase database;
    private final String role;
    private final Path directory;
    private final Set<TableName> ownTargets;
    private SqlAnalyzer analyzer;

    private AnalysisSource(
            PostgresVersion version,
            PostgresDatabase database,
            String role,
            Path directory,
            Set<TableName> ownTargets) {
        this.version = version;
        this.database = database;
        this.role = role;
        this.directory = directory;
        this.ownTargets = ownTargets;
    }

    static AnalysisSource create(PostgresVersion version, Path directory, String... setup) throws SQLException {
        return create(version, directory, Set.of(), setup);
    }

    static AnalysisSource create(PostgresVersion version, Path directory, Set<TableName> ownTargets, String... setup)
            throws SQLException {
        return create(version, directory, "", ownTargets, setup);
    }

    /** @param options of CREATE DATABASE */
    static AnalysisSource create(
            PostgresVersion version, Path directory, String options, Set<TableName> ownTargets, String... setup)
            throws SQLException {
        int number = NUMBER.incrementAndGet();
        var server = SourceServers.server(version);
        server.database("postgres").execute("CREATE DATABASE analysis" + number + " " + options);
        var database = server.database("analysis" + number);
        var role = "reader" + number;
        database.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'secret'");
        database.execute(setup);
        var source = new AnalysisSource(version, database, role, directory, ownTargets);
        source.grant();
        return source;
    }

    /** Lets the role read all that there is. */
    private void grant() throws SQLException {
        database.execute(
                "DO $$ DECLARE s text; BEGIN FOR s IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' LOOP "
                        + "EXECUTE format('GRANT USAGE ON SCHEMA %I TO " + role + "', s); "
                        + "EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO " + role
                        + "', s); END LOOP; END $$");
    }

    PostgresVersion version() {
        return version;
    }

    PostgresDatabase database() {
        return database;
    }

    String role() {
        return role;
    }

    Database login() {
        return new Database(database.url(), role, new Secret("secret"));
    }

    SqlAnalyzer analyzer() {
        if (analyzer == null) {
            analyzer = SqlAnalyzer.open(login(), function -> true, ownTargets);
        }
        return analyzer;
    }

    /** Analyses a topology file with this text. */
    Analysis analyzeFile(String yaml) throws IOException {
        return analyzer().analyze(load(yaml));
    }

    private TopologyFile load(String yaml) throws IOException {
        var file = directory.resolve("views.yaml");
        Files.writeString(file, yaml, StandardCharsets.UTF_8);
        var loaded = TopologyLoader.load(List.of(file));
        return loaded.value()
                .orElseThrow(() -> new AssertionError("the topology file is wrong: " + loaded.diagnostics()))
                .get(0);
    }

    /** Analyses a view with this query, which begins in column 7 of line 7 of its file. */
    AnalyzedView analyze(String query) throws IOException {
        var yaml = "topology: t\ntimezone: UTC\nsearch_path: public\nviews:\n  v: {query: \"\"}\n";
        return analyzeFile(yaml.replace(
                        "v: {query: \"\"}\n", "v:\n    query: |\n      " + query.replace("\n", "\n      ") + "\n"))
                .views()
                .get(0);
    }

    /** The messages of what is wrong with a query, each behind its code and its place. */
    List<String> problems(String query) throws IOException {
        return analyze(query).diagnostics().stream().map(AnalysisSource::show).toList();
    }

    static String show(Diagnostic diagnostic) {
        var where = diagnostic.where();
        return (diagnostic.isError() ? "" : "warning ") + diagnostic.code() + " "
                + (where == null ? "-" : where.line() + ":" + where.column()) + " " + diagnostic.message();
    }

    @Override
    public void close() {
        if (analyzer != null) {
            analyzer.close();
        }
    }
}
