package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.JsonTableScan;
import dev.tideline.engine.sql.tree.KnownFields;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.JsonPath;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.List;

/** {@code JSON_TABLE} in FROM, as a function that returns a set of rows. */
final class JsonTables {

    private static final int JSON_TABLE = 1;

    private final Translation translation;
    private final ExprTranslator expressions;
    private final JsonTranslator json;

    JsonTables(Translation translation, ExprTranslator expressions) {
        this.translation = translation;
        this.expressions = expressions;
        this.json = new JsonTranslator(translation, expressions);
    }

    /** Whether a range table entry is one; the other table function is XMLTABLE. */
    static boolean is(Node entry) {
        return entry.node("tablefunc") != null && entry.node("tablefunc").integer("functype") == JSON_TABLE;
    }

    /** The call that makes the rows; its type has the columns. */
    Expr.JsonTable table(Node entry) {
        var table = entry.node("tablefunc");
        checkFields(table);
        var source = table.node("docexpr");
        checkFields(source);
        var type = rowType(table);
        var item = new Expr.ElementRef(SqlType.of(PgType.JSONB));
        var columns = new ArrayList<Expr>();
        for (var column : table.list("colvalexprs")) {
            columns.add(column == null ? null : expressions.withOperand(item, (Node) column));
        }
        var document = expressions.translateFlat(source.node("formatted_expr"));
        new FunctionRules(translation).refuseOpen(document, "JSON_TABLE");
        return new Expr.JsonTable(
                document,
                scans(table.node("plan")).get(0),
                source.texts("passing_names"),
                json.passing(source),
                columns,
                type,
                json.databaseCollation());
    }

    private SqlType rowType(Node table) {
        var types = table.numbers("coltypes");
        var typmods = table.numbers("coltypmods");
        var collations = table.numbers("colcollations");
        var names = table.texts("colnames");
        var fields = new ArrayList<PgType.Field>();
        for (int i = 0; i < types.size(); i++) {
            var type = translation.type(types.get(i), typmods.get(i).intValue(), collations.get(i));
            fields.add(new PgType.Field(names.get(i), type));
        }
        return SqlType.of(new PgType.Composite(new TableName("pg_catalog", "record"), fields));
    }

    /** Nested paths beside one another have been put into pairs. */
    private List<JsonTableScan> scans(Node plan) {
        if (plan == null) {
            return List.of();
        }
        checkFields(plan);
        var scans = new ArrayList<JsonTableScan>();
        if (plan.is("JSONTABLESIBLINGJOIN")) {
            scans.addAll(scans(plan.node("lplan")));
            scans.addAll(scans(plan.node("rplan")));
            return scans;
        }
        var path = ((Expr.Constant) expressions.translateFlat(plan.node("path").node("value"))).value();
        scans.add(new JsonTableScan(
                (JsonPath) path,
                plan.bool("errorOnError"),
                plan.integer("colMin"),
                plan.integer("colMax"),
                scans(plan.node("child"))));
        return scans;
    }

    private void checkFields(Node node) {
        var unknown = KnownFields.unknownField(node);
        if (unknown != null) {
            expressions.refuse("field " + unknown + " of " + node.name());
        }
    }
}
