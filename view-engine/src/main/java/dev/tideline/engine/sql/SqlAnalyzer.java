package dev.tideline.engine.sql;

import dev.tideline.engine.sql.catalog.Catalog;
import dev.tideline.engine.sql.server.AnalysisSettings;
import dev.tideline.engine.sql.server.RejectedException;
import dev.tideline.engine.sql.server.SourceSession;
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

/**
 * Lets PostgreSQL analyse the queries of topology files, and translates what it understood into plans. Reads the source's catalogs,
 * executes nothing of the user's, changes nothing. Not thread-safe.
 */
public final class SqlAnalyzer implements AutoCloseable {

    private final SourceSession session;
    private final Capabilities capabilities;
    private final Set<TableName> ownTargets;

    private SqlAnalyzer(SourceSession session, Capabilities capabilities, Set<TableName> ownTargets) {
        this.session = session;
        this.capabilities = capabilities;
        this.ownTargets = Set.copyOf(ownTargets);
    }

    /**
     * Connects to the source.
     *
     * @param ownTargets the relations that Tideline writes, if the target is the source database itself; else empty
     * @throws dev.tideline.schemas.diagnostics.DiagnosticException if the server cannot be reached or used
     */
    public static SqlAnalyzer open(Database source, Capabilities capabilities, Set<TableName> ownTargets) {
        var session = SourceSession.open(source);
        try {
            ServerMemory.check(session);
            return new SqlAnalyzer(session, capabilities, ownTargets);
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
        ZoneId timezone;
        try {
            timezone = ZoneId.of(session.evaluate("pg_catalog.current_setting('TimeZone')", settings));
        } catch (RejectedException e) {
            return failed(file, e.getMessage(), e.hint());
        } catch (DateTimeException e) {
            return failed(
                    file,
                    "timezone " + file.timezone() + " is not a name of the IANA database",
                    "Use UTC, or a name such as Europe/Berlin.");
        }
        var views = new LinkedHashMap<String, ViewSource>();
        file.views().forEach(view -> views.put(view.name(), ViewSource.of(view)));
        var sessionSettings = new SessionSettings(timezone);
        var dependencies = Dependencies.find(views, session, settings);
        var analyzer = new ViewAnalyzer(
                session,
                settings,
                new Catalog(session),
                capabilities,
                sessionSettings,
                ownTargets,
                views,
                dependencies);
        var results =
                file.views().stream().map(view -> analyzer.analyze(view.name())).toList();
        return new Analysis(sessionSettings, List.of(), results);
    }

    private static Analysis failed(TopologyFile file, String message, String hint) {
        return new Analysis(
                null,
                List.of(Diagnostic.error(DiagnosticCode.CONFIG_INVALID, message, hint, file.nameAt())),
                List.of());
    }

    @Override
    public void close() {
        session.close();
    }
}
