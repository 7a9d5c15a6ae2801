package dev.tideline.engine.sql;

import dev.tideline.engine.expr.Function;
import dev.tideline.engine.sql.catalog.Catalog;
import dev.tideline.engine.sql.server.AnalysisSettings;
import dev.tideline.engine.sql.server.RejectedException;
import dev.tideline.engine.sql.server.SourceSession;
import dev.tideline.engine.sql.translate.ViewTranslator;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.schemas.config.TidelineConfig.Database;
import dev.tideline.schemas.config.TopologyFile;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.wire.TableName;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Lets PostgreSQL analyse the queries of topology files, and translates what it understood into plans. Reads the source's catalogs,
 * executes nothing of the user's, changes nothing. Not thread-safe.
 */
public final class SqlAnalyzer implements AutoCloseable {

    /** PostgreSQL 16.3 calls itself 160003. */
    private static final int VERSIONS_PER_MAJOR = 10_000;

    private static final String TIMEZONE = "pg_catalog.current_setting('TimeZone')";
    private static final String SEARCH_PATH =
            "pg_catalog.array_to_string(pg_catalog.current_schemas(false), pg_catalog.chr(10))";

    private final SourceSession session;
    private final Predicate<Function> aggregates;
    private final Set<TableName> ownTargets;

    private SqlAnalyzer(SourceSession session, Predicate<Function> aggregates, Set<TableName> ownTargets) {
        this.session = session;
        this.aggregates = aggregates;
        this.ownTargets = Set.copyOf(ownTargets);
    }

    /**
     * Connects to the source.
     *
     * @param aggregates which aggregate functions the engine has operators for
     * @param ownTargets the relations that Tideline writes, if the target is the source database itself; else empty
     * @throws dev.tideline.schemas.diagnostics.DiagnosticException if the server cannot be reached or used
     */
    public static SqlAnalyzer open(Database source, Predicate<Function> aggregates, Set<TableName> ownTargets) {
        var session = SourceSession.open(source);
        try {
            ServerMemory.check(session);
            return new SqlAnalyzer(session, aggregates, ownTargets);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Analyses all views of a file. What is wrong with them is in the result.
     *
     * @throws dev.tideline.schemas.diagnostics.DiagnosticException if the connection is lost
     */
    public Analysis analyze(TopologyFile file) {
        var settings = new AnalysisSettings(file.timezone(), file.searchPath());
        SessionSettings sessionSettings;
        List<String> searchPath;
        try {
            var timezone = ZoneId.of(session.evaluate(TIMEZONE, settings));
            sessionSettings = new SessionSettings(timezone, session.version() / VERSIONS_PER_MAJOR);
            searchPath = List.of(session.evaluate(SEARCH_PATH, settings).split("\n"));
        } catch (RejectedException e) {
            return failed(file, e.getMessage(), e.hint());
        } catch (DateTimeException e) {
            return failed(
                    file,
                    "timezone " + file.timezone() + " is not a name of the IANA database",
                    "Use UTC, or a name such as Europe/Berlin.");
        }
        var catalog = new Catalog(session);
        var types = new PgTypeCatalog(catalog.collations().defaultCollation(), searchPath);
        var capabilities = new EngineCapabilities(types, sessionSettings, catalog.collations(), aggregates);
        var views = new LinkedHashMap<String, ViewSource>();
        file.views().forEach(view -> views.put(view.name(), ViewSource.of(view)));
        var dependencies = Dependencies.find(views, session, settings);
        var translator = new ViewTranslator(
                catalog,
                capabilities,
                sessionSettings,
                new SessionEvaluation(session, settings),
                ownTargets,
                new AtomicInteger()::incrementAndGet);
        var analyzer = new ViewAnalyzer(session, settings, catalog.types(), translator, views, dependencies);
        var results =
                file.views().stream().map(view -> analyzer.analyze(view.name())).toList();
        return new Analysis(sessionSettings, types, capabilities.compiler(), List.of(), results);
    }

    private static Analysis failed(TopologyFile file, String message, String hint) {
        return new Analysis(
                null,
                null,
                null,
                List.of(Diagnostic.error(DiagnosticCode.CONFIG_INVALID, message, hint, file.nameAt())),
                List.of());
    }

    @Override
    public void close() {
        session.close();
    }
}
