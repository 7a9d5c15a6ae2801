package dev.tideline.engine.sql.catalog;

import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.sql.server.SourceSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The source's functions, operators and casts. */
public final class Functions {

    private static final String FUNCTION = """
            SELECT n.nspname, p.proname, CAST(p.proargtypes AS text), p.prorettype, p.proisstrict, p.provolatile, p.prokind,
                   p.proretset, p.provariadic, p.pronargdefaults
            FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE p.oid = CAST(? AS oid)""";

    private static final String OPERATOR =
            "SELECT CAST(oprcode AS oid) FROM pg_catalog.pg_operator WHERE oid = CAST(? AS oid)";

    private static final String OPERATOR_NAME = """
            SELECT o.oprname, pg_catalog.format_type(NULLIF(o.oprleft, 0), NULL), pg_catalog.format_type(o.oprright, NULL)
            FROM pg_catalog.pg_operator o WHERE o.oid = CAST(? AS oid)""";

    /** Which side of a type's default B-tree order an operator is: 1 for less, 5 for greater. */
    private static final String SORT_STRATEGY = """
            SELECT a.amopstrategy FROM pg_catalog.pg_amop a
            WHERE a.amopopr = CAST(? AS oid) AND a.amopmethod = 403 AND EXISTS (
                SELECT FROM pg_catalog.pg_opclass c
                WHERE c.opcfamily = a.amopfamily AND c.opcintype = a.amoplefttype AND c.opcdefault AND c.opcmethod = 403)""";

    private static final String CAST = """
            SELECT castmethod, castfunc FROM pg_catalog.pg_cast
            WHERE castsource = CAST(? AS oid) AND casttarget = CAST(? AS oid) AND castcontext = 'i'""";

    private static final String DEFAULT =
            "SELECT pg_catalog.pg_get_function_arg_default(CAST(? AS oid), CAST(? AS int4))";

    private static final String SQL_BODY = """
            SELECT COALESCE(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc), p.proargnames,
                   p.proconfig IS NOT NULL, p.proallargtypes IS NOT NULL
            FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
            WHERE p.oid = CAST(? AS oid) AND l.lanname = 'sql'""";

    private static final long ANY = 2276;

    private final SourceSession session;
    private final Types types;
    private final Map<Long, FunctionInfo> byOid = new HashMap<>();
    private final Map<Long, Long> operatorFunctions = new HashMap<>();
    private final Map<Long, Optional<SqlBody>> sqlBodies = new HashMap<>();

    Functions(SourceSession session, Types types) {
        this.session = session;
        this.types = types;
    }

    /**
     * An implicit cast.
     *
     * @param functionOid 0 if the value stays as it is, or goes through its text form
     */
    public record ImplicitCast(long functionOid, boolean throughText) {}

    /**
     * The body of a function in the language SQL.
     *
     * @param text one or more statements, or {@code RETURN expression}
     * @param argumentNames empty texts for arguments without a name; empty if none has one
     * @param hasSettings whether it runs under settings of its own
     * @param hasOutputs whether some arguments are results
     */
    public record SqlBody(String text, List<String> argumentNames, boolean hasSettings, boolean hasOutputs) {
        public SqlBody {
            argumentNames = List.copyOf(argumentNames);
        }
    }

    /** Empty if the function is in another language. */
    public Optional<SqlBody> sqlBody(long oid) {
        return sqlBodies.computeIfAbsent(oid, key -> session
                .query(
                        SQL_BODY,
                        row -> new SqlBody(
                                row.getString(1),
                                row.getArray(2) == null
                                        ? List.of()
                                        : List.of((String[]) row.getArray(2).getArray()),
                                row.getBoolean(3),
                                row.getBoolean(4)),
                        key)
                .stream()
                .findFirst());
    }

    public FunctionInfo function(long oid) {
        var known = byOid.get(oid);
        if (known == null) {
            known = load(oid);
            byOid.put(oid, known);
        }
        return known;
    }

    /** The function of an operator: {@code functionOid} if the tree already tells it. */
    public FunctionInfo operatorFunction(long operatorOid, long functionOid) {
        if (functionOid != 0) {
            return function(functionOid);
        }
        return function(operatorFunctions.computeIfAbsent(
                operatorOid,
                oid -> session.query(OPERATOR, row -> row.getLong(1), oid).get(0)));
    }

    /** The operator as people know it: {@code text || text}. */
    public String operatorName(long operatorOid) {
        return session.query(
                        OPERATOR_NAME,
                        row -> (row.getString(2) == null ? "" : row.getString(2) + " ") + row.getString(1) + " "
                                + row.getString(3),
                        operatorOid)
                .get(0);
    }

    /** True for a type's default {@code >}, false for its default {@code <}, empty for any other operator. */
    public Optional<Boolean> descending(long sortOperatorOid) {
        return session.query(SORT_STRATEGY, row -> row.getInt(1), sortOperatorOid).stream()
                .filter(strategy -> strategy == 1 || strategy == 5)
                .map(strategy -> strategy == 5)
                .findFirst();
    }

    /** The implicit cast between two types that are neither domains nor equal. */
    public Optional<ImplicitCast> implicitCast(long sourceOid, long targetOid) {
        return session
                .query(
                        CAST,
                        row -> new ImplicitCast(row.getLong(2), row.getString(1).equals("i")),
                        sourceOid,
                        targetOid)
                .stream()
                .findFirst();
    }

    /** The SQL of an argument's default; {@code position} from 1. */
    public String defaultOf(FunctionInfo function, int position) {
        return session.query(DEFAULT, row -> row.getString(1), function.oid(), position)
                .get(0);
    }

    private FunctionInfo load(long oid) {
        var found = session.query(
                FUNCTION,
                row -> new Raw(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getBoolean(5),
                        row.getString(6).charAt(0),
                        row.getString(7).charAt(0),
                        row.getBoolean(8),
                        row.getLong(9),
                        row.getInt(10)),
                oid);
        if (found.isEmpty()) {
            throw new IllegalStateException("function " + oid + " is not in the catalog");
        }
        var raw = found.get(0);
        List<Long> argumentOids = raw.arguments.isEmpty()
                ? List.of()
                : Arrays.stream(raw.arguments.split(" ")).map(Long::valueOf).toList();
        var function = new Function(
                raw.schema,
                raw.name,
                argumentOids.stream()
                        .map(argument -> types.info(argument).type())
                        .toList(),
                types.info(raw.result).type(),
                raw.strict,
                volatility(raw));
        var kind =
                switch (raw.kind) {
                    case 'a' -> FunctionInfo.Kind.AGGREGATE;
                    case 'w' -> FunctionInfo.Kind.WINDOW;
                    case 'p' -> FunctionInfo.Kind.PROCEDURE;
                    default -> FunctionInfo.Kind.PLAIN;
                };
        return new FunctionInfo(
                oid, function, kind, raw.returnsSet, argumentOids, raw.result, raw.variadic == ANY, raw.defaults);
    }

    private static Volatility volatility(Raw raw) {
        return switch (raw.volatility) {
            case 'i' -> Volatility.IMMUTABLE;
            case 's' -> Volatility.STABLE;
            // Only of the day does timezone(text, timetz) depend, but older versions say volatile.
            default ->
                raw.schema.equals("pg_catalog") && raw.name.equals("timezone")
                        ? Volatility.STABLE
                        : Volatility.VOLATILE;
        };
    }

    private record Raw(
            String schema,
            String name,
            String arguments,
            long result,
            boolean strict,
            char volatility,
            char kind,
            boolean returnsSet,
            long variadic,
            int defaults) {}
}
