package dev.tideline.engine.sql.translate;

import dev.tideline.engine.sql.catalog.RelationInfo;
import dev.tideline.engine.sql.catalog.RelationInfo.Member;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourcePosition;
import dev.tideline.schemas.wire.TableName;
import java.util.List;
import java.util.Set;

/** Which relations of the source can be captured. */
final class TableRules {

    private static final String OWN_SCHEMA = "tideline";
    private static final Set<String> SYSTEM_SCHEMAS = Set.of("pg_catalog", "information_schema", "pg_toast");

    private final Translation translation;

    TableRules(Translation translation) {
        this.translation = translation;
    }

    /** Refuses the catalogs' own relations; false if it did. */
    boolean checkNotSystem(RelationInfo relation, SourcePosition at) {
        boolean system = SYSTEM_SCHEMAS.contains(relation.name().schema());
        if (system) {
            refuse(relation.name() + " is a system catalog, whose changes PostgreSQL does not publish", null, at);
        }
        return !system;
    }

    /** Refuses a relation that cannot be captured; false if it did. */
    boolean check(RelationInfo relation, SourcePosition at) {
        int errors = translation.refusals().errorCount();
        if (checkNotSystem(relation, at)) {
            checkKind(relation, at);
        }
        return translation.refusals().errorCount() == errors;
    }

    private void checkKind(RelationInfo relation, SourcePosition at) {
        var name = relation.name();
        var kind = unsupportedKind(relation);
        if (kind != null) {
            refuse(name + " is " + kind + ", whose changes PostgreSQL does not publish", null, at);
        } else if (name.schema().equals(OWN_SCHEMA) || translation.ownTargets().contains(name)) {
            refuse(
                    name + " is written by Tideline itself",
                    "Name the view instead, if it is of the same topology file, or repeat its query.",
                    at);
        } else if (relation.partition()) {
            refuse(
                    name + " is a partition; changes are published under the name of its partitioned table",
                    "Read the partitioned table, with a WHERE on the partition key.",
                    at);
        } else if (relation.rowSecurity()) {
            refuse(
                    "row security applies to " + name + " for the role " + role(),
                    "ALTER ROLE " + role() + " BYPASSRLS; or leave the table out.",
                    at);
        } else {
            checkPrivilege(relation, at);
            warnOfPolicies(relation, at);
            relation.members().forEach(member -> checkMember(relation, member, at));
        }
    }

    /** Policies are for those who ask the table; a view's rows are there for all who may read the view. */
    private void warnOfPolicies(RelationInfo relation, SourcePosition at) {
        if (relation.policies()) {
            translation
                    .refusals()
                    .warning(
                            DiagnosticCode.SOURCE_ROW_SECURITY,
                            relation.name() + " has row security, which does not apply to role " + role()
                                    + ": the view is made of all its rows",
                            "Whoever may read the view sees what comes of rows that the policies would hide. Grant SELECT on it"
                                    + " accordingly, or give it policies of its own in the target.",
                            at);
        }
    }

    private void checkPrivilege(RelationInfo relation, SourcePosition at) {
        if (!relation.selectable()) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SOURCE_PRIVILEGE,
                            "permission denied: " + role() + " may not SELECT from " + relation.name(),
                            "GRANT USAGE ON SCHEMA " + quoted(relation.name().schema()) + " TO " + role()
                                    + "; GRANT SELECT ON " + relation.name().quoted() + " TO " + role() + ";",
                            at);
        }
    }

    private void checkMember(RelationInfo relation, Member member, SourcePosition at) {
        if (member.kind() != 'r' || member.persistence() != 'p') {
            refuse("partition " + member.name() + " of " + relation.name() + " is foreign or unlogged", null, at);
        } else if (!identifiesOldRows(relation.primaryKey(), member)) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SOURCE_REPLICA_IDENTITY,
                            replicaIdentityMessage(relation, member),
                            "ALTER TABLE " + member.name().quoted() + " REPLICA IDENTITY "
                                    + (relation.primaryKey().isEmpty() ? "FULL;" : "DEFAULT;"),
                            at);
        } else if (member.replicaIdentity() == 'f') {
            checkVirtualColumns(relation, member, at);
        }
    }

    /** A publication would stop the writers of such a table. */
    private void checkVirtualColumns(RelationInfo relation, Member member, SourcePosition at) {
        boolean any = relation.columns().stream()
                .anyMatch(column -> column.isGenerated() && !column.generation().stored());
        if (any) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SOURCE_REPLICA_IDENTITY,
                            member.name() + " has REPLICA IDENTITY FULL and a virtual generated column: once it is"
                                    + " published, PostgreSQL refuses to update or delete its rows",
                            relation.primaryKey().isEmpty()
                                    ? "Make the column STORED, or give the table a primary key and REPLICA IDENTITY DEFAULT."
                                    : "ALTER TABLE " + member.name().quoted() + " REPLICA IDENTITY DEFAULT;",
                            at);
        }
    }

    /**
     * Whether an UPDATE or DELETE tells which row it changed: the whole old row, or, for a table that is kept by its primary key,
     * at least that key whenever it changes.
     */
    private static boolean identifiesOldRows(List<String> primaryKey, Member member) {
        boolean hasKey = !primaryKey.isEmpty();
        return switch (member.replicaIdentity()) {
            case 'f' -> true;
            case 'd' -> hasKey;
            case 'i' -> hasKey && member.identityColumns().containsAll(primaryKey);
            default -> false;
        };
    }

    private static String replicaIdentityMessage(RelationInfo relation, Member member) {
        var identity =
                switch (member.replicaIdentity()) {
                    case 'n' -> "REPLICA IDENTITY NOTHING";
                    case 'i' -> "an index without the primary key as REPLICA IDENTITY";
                    default -> "no REPLICA IDENTITY";
                };
        return member.name() + " has " + identity
                + (relation.primaryKey().isEmpty()
                        ? " and no primary key that is checked at once, so its updates and deletes cannot be followed"
                        : ", so its updates and deletes cannot be followed");
    }

    private static String unsupportedKind(RelationInfo relation) {
        return switch (relation.kind()) {
            case 'r', 'p' ->
                switch (relation.persistence()) {
                    case 't' -> "a temporary table";
                    case 'u' -> "an unlogged table";
                    default -> null;
                };
            case 'f' -> "a foreign table";
            case 'm' -> "a materialized view";
            case 'S' -> "a sequence";
            case 't' -> "a TOAST table";
            default -> "not a table";
        };
    }

    private void refuse(String message, String hint, SourcePosition at) {
        translation.refusals().error(DiagnosticCode.SQL_RELATION_UNSUPPORTED, message, hint, at);
    }

    private String role() {
        return translation.catalog().relations().role();
    }

    private static String quoted(String identifier) {
        return TableName.quote(identifier);
    }
}
