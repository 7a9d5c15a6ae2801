package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.sql.catalog.Catalog;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.wire.TableName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/** What all translators of one view's query share. */
final class Translation {

    private static final PgType RECORD = new PgType.Base("record");

    private final Catalog catalog;
    private final Capabilities capabilities;
    private final Refusals refusals;
    private final Representation representation;
    private final SessionSettings session;
    private final ServerEvaluation server;
    private final Set<TableName> ownTargets;
    private final IntSupplier columnIds;
    private final Recursions recursions = new Recursions(this);
    private final Set<TimeReference> timeReferences = new LinkedHashSet<>();

    Translation(
            Catalog catalog,
            Capabilities capabilities,
            Refusals refusals,
            SessionSettings session,
            ServerEvaluation server,
            Set<TableName> ownTargets,
            IntSupplier columnIds) {
        this.catalog = catalog;
        this.capabilities = capabilities;
        this.refusals = refusals;
        this.representation = new Representation(capabilities.types());
        this.session = session;
        this.server = server;
        this.ownTargets = Set.copyOf(ownTargets);
        this.columnIds = columnIds;
    }

    Catalog catalog() {
        return catalog;
    }

    Capabilities capabilities() {
        return capabilities;
    }

    Refusals refusals() {
        return refusals;
    }

    Representation representation() {
        return representation;
    }

    SessionSettings session() {
        return session;
    }

    ServerEvaluation server() {
        return server;
    }

    /** Relations that Tideline itself writes. */
    Set<TableName> ownTargets() {
        return ownTargets;
    }

    Recursions recursions() {
        return recursions;
    }

    /** Notes that the query asks for the time at a node's location; other views of the file note it for themselves. */
    void noteTime(int location, TimeReference.Kind kind) {
        int offset = refusals.text().offsetInBody(location);
        if (offset >= 0) {
            timeReferences.add(new TimeReference(offset, kind));
        }
    }

    List<TimeReference> timeReferences() {
        return List.copyOf(timeReferences);
    }

    Column newColumn(String name, SqlType type) {
        return new Column(columnIds.getAsInt(), name, type);
    }

    /** The type that a node tells, refused at the current place if values of it cannot be kept. */
    SqlType type(long oid, int typmod, long collationOid) {
        var type = catalog.types().sqlType(oid, typmod, collationOid);
        checkType(type);
        return type;
    }

    private void checkType(SqlType type) {
        if (!type.type().equals(RECORD) && !capabilities.types().supports(type)) {
            refusals.error(
                    DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                    "type " + type.type().ddl() + " is not supported",
                    "Leave out what has this type.");
        }
        checkDeterministic(type.collation());
    }

    /**
     * Refuses, at the current place, a value that cannot be kept: a row without a named type, as good as it is in comparisons, or a
     * text whose equality is not that of its bytes.
     */
    Expr kept(Expr value) {
        if (value.type().type().equals(RECORD)) {
            refusals.error(
                    DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                    "a row without a named type cannot be kept",
                    "Use its fields, or cast it to a named composite type.");
        }
        checkDeterministic(value.type().collation());
        return value;
    }

    /** The collation that a function works under, refused at the current place if it is nondeterministic. */
    Collation collation(long oid) {
        var collation = catalog.collations().collation(oid);
        checkDeterministic(collation);
        return collation;
    }

    private void checkDeterministic(Collation collation) {
        if (collation != null && !collation.deterministic()) {
            refusals.error(
                    DiagnosticCode.SQL_COLLATION_UNSUPPORTED,
                    "collation \"" + collation.name() + "\" is nondeterministic",
                    "Add COLLATE \"C\", or another deterministic collation, to the expression.");
        }
    }
}
