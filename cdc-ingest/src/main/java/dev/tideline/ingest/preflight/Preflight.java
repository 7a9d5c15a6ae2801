package dev.tideline.ingest.preflight;

import dev.tideline.ingest.source.ReplicationSession;
import dev.tideline.ingest.source.SourceConnections;
import dev.tideline.ingest.source.TransactionWatch;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.Lsn;
import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the source before it is used, and prepares it. */
public final class Preflight {

    private static final Logger LOGGER = LoggerFactory.getLogger(Preflight.class);

    private final SourceConnections source;
    private final String publication;
    private final String slot;
    private final boolean targetIsSource;
    private volatile Connection preparing;

    public Preflight(SourceConnections source, String publication, String slot, boolean targetIsSource) {
        this.source = source;
        this.publication = publication;
        this.slot = slot;
        this.targetIsSource = targetIsSource;
    }

    /**
     * Looks only; changes nothing.
     *
     * @param resume what ingest remembers, null if it never ran or this is not known yet
     * @throws DiagnosticException for what the user can mend
     */
    public ReplicationSession.Identity check(Resume resume) {
        try (Connection connection = source.open("preflight")) {
            ServerCheck.check(connection);
            var identity = ServerCheck.identify(source);
            if (resume != null) {
                checkIdentity(resume.identity(), identity);
            }
            new Publication(connection, publication).check(targetIsSource);
            new Slot(connection, slot, source.databaseName()).check(resume == null ? null : resume.lsn());
            return identity;
        } catch (SQLException e) {
            throw new DiagnosticException(List.of(source.describe(e)), e);
        }
    }

    /** Where ingest will resume, and in which cluster that is. */
    public record Resume(Lsn lsn, ReplicationSession.Identity identity) {}

    private void checkIdentity(ReplicationSession.Identity remembered, ReplicationSession.Identity now) {
        if (remembered.equals(now)) {
            return;
        }
        boolean sameCluster = remembered.systemIdentifier().equals(now.systemIdentifier());
        String what = sameCluster
                ? "The source has gone over from timeline " + remembered.timeline() + " to " + now.timeline()
                        + " (a standby was promoted, or a backup restored)"
                : "The source is another PostgreSQL cluster than the one that the topics were filled from";
        throw ServerCheck.refuse(
                DiagnosticCode.SOURCE_IDENTITY_CHANGED,
                what + ": positions in its log do not mean the same any more.",
                "Let source.url name the former server again; or set another source.slot and another kafka.topic.prefix, and"
                        + " views are built anew from a snapshot.");
    }

    /**
     * Creates what is missing. Only for the one ingest that holds the lock.
     *
     * @param resumeAt where ingest will resume, or null if it never ran
     * @return where to begin: {@code resumeAt}, or the place of the slot
     */
    @SuppressWarnings("try")
    public Lsn prepare(Lsn resumeAt) throws SQLException {
        try (Connection connection = source.open("preflight");
                var watch = TransactionWatch.start(source, "The replication slot " + slot)) {
            preparing = connection;
            var publications = new Publication(connection, publication);
            if (!publications.check(targetIsSource)) {
                publications.create();
            }
            var slots = new Slot(connection, slot, source.databaseName());
            var state = slots.check(resumeAt);
            if (state == null) {
                return slots.create();
            }
            if (state.activePid() != 0) {
                throw ServerCheck.refuse(
                        DiagnosticCode.SOURCE_SLOT,
                        "Replication slot " + slot + " is being read by another process (server process "
                                + state.activePid() + ").",
                        "If it is a former connection of ingest, it goes away by itself. If it is another program, set"
                                + " another source.slot.");
            }
            return resumeAt != null ? resumeAt : state.confirmed();
        } finally {
            preparing = null;
        }
    }

    /** Ends {@link #prepare}, which may be waiting for transactions of others; from another thread. */
    public void abort() {
        var connection = preparing;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOGGER.debug("The session was already gone", e);
            }
        }
    }

    /**
     * Tables that Debezium must not even look at.
     *
     * @return regular expressions of {@code schema.table}
     */
    public List<String> unreadableTables() throws SQLException {
        try (Connection connection = source.open("preflight")) {
            return UnreadableTables.find(connection).keySet().stream()
                    .map(Preflight::expression)
                    .toList();
        }
    }

    private static String expression(TableName table) {
        var escaped = new StringBuilder();
        for (char c : table.toString().toCharArray()) {
            escaped.append(Character.isLetterOrDigit(c) || c == '_' ? String.valueOf(c) : "\\" + c);
        }
        return escaped.toString();
    }
}
