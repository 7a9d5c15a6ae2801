package dev.tideline.engine.sql.catalog;

import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.wire.TableName;
import java.util.List;

/**
 * A relation of the source and all that decides whether and how it can be captured.
 *
 * @param kind as in pg_class: r table, p partitioned table, f foreign table, m materialized view, S sequence …
 * @param persistence p permanent, u unlogged, t temporary
 * @param partition true for a partition of another table
 * @param hasChildren true if other tables inherit from it (not partitions)
 * @param rowSecurity true if row security applies to the role that we analyse as
 * @param policies true if it has row security for some role, be it this one or not
 * @param selectable true if that role may read all of it
 * @param columns those that exist, in order
 * @param primaryKey columns of the primary key if that is checked at once, else empty
 * @param members the tables that hold its rows: itself, or the leaf partitions
 */
public record RelationInfo(
        long oid,
        TableName name,
        long typeOid,
        char kind,
        char persistence,
        boolean partition,
        boolean hasChildren,
        boolean rowSecurity,
        boolean policies,
        boolean selectable,
        List<RelationColumn> columns,
        List<String> primaryKey,
        List<Member> members) {

    public RelationInfo {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        members = List.copyOf(members);
    }

    /**
     * A column.
     *
     * @param number as Vars count it
     * @param generation how a generated column is made, or null
     */
    public record RelationColumn(
            int number, String name, long typeOid, SqlType type, boolean notNull, Generation generation) {

        public boolean isGenerated() {
            return generation != null;
        }

        /** Whether its values come with the changes, or do so once the publication is told to. */
        public boolean isPublishable() {
            return generation == null || generation.publishable;
        }
    }

    /**
     * How PostgreSQL makes the values of a generated column.
     *
     * @param expression as SQL
     * @param stored whether they stand in the row; else the column is virtual
     * @param publishable whether the log can carry them: stored ones, since PostgreSQL 18
     */
    public record Generation(String expression, boolean stored, boolean publishable) {}

    /**
     * A table that holds rows.
     *
     * @param replicaIdentity d default, n nothing, f full, i index
     * @param identityColumns columns of the index chosen as replica identity, empty if none is
     */
    public record Member(
            TableName name, char kind, char persistence, char replicaIdentity, List<String> identityColumns) {
        public Member {
            identityColumns = List.copyOf(identityColumns);
        }
    }

    public boolean isPartitioned() {
        return kind == 'p';
    }

    /** The column with this number, or null. */
    public RelationColumn column(int number) {
        return columns.stream()
                .filter(column -> column.number() == number)
                .findFirst()
                .orElse(null);
    }
}
