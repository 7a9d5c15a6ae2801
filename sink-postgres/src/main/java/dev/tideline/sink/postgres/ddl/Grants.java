package dev.tideline.sink.postgres.ddl;

import dev.tideline.schemas.wire.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rights of others on relations, which must survive what cannot be done in place. */
final class Grants {

    private static final String AS_GRANT = "SELECT format('GRANT %s ON TABLE %%s TO %s%s', a.privilege_type,"
            + " CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,"
            + " CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)";

    private Grants() {}

    /** The statements that grant again what is granted on a relation, with {@code %s} for its name. */
    static List<String> on(Connection connection, TableName relation) throws SQLException {
        return read(
                connection,
                AS_GRANT + " FROM pg_class c, aclexplode(c.relacl) a"
                        + " WHERE c.oid = to_regclass(?) AND a.grantee <> c.relowner",
                relation.quoted());
    }

    /**
     * The statements for what ALTER DEFAULT PRIVILEGES grants on new tables of a schema. PostgreSQL applies it where a table
     * is created, not where it is moved to.
     */
    static List<String> byDefault(Connection connection, String schema) throws SQLException {
        return read(
                connection,
                AS_GRANT
                        + " FROM pg_default_acl d JOIN pg_namespace n ON n.oid = d.defaclnamespace, aclexplode(d.defaclacl) a"
                        + " WHERE n.nspname = ? AND d.defaclobjtype = 'r' AND d.defaclrole = current_user::regrole"
                        + " AND a.grantee <> d.defaclrole",
                schema);
    }

    static void apply(Connection connection, List<String> grants, TableName relation) throws SQLException {
        for (String grant : grants) {
            Sql.run(connection, grant.replace("%s", relation.quoted()));
        }
    }

    private static List<String> read(Connection connection, String sql, String argument) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            var grants = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    grants.add(rows.getString(1));
                }
            }
            return grants;
        }
    }
}
