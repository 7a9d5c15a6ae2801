package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Column;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.plan.Table.TableColumn;
import dev.tideline.engine.sql.catalog.RelationInfo;
import dev.tideline.engine.sql.catalog.RelationInfo.RelationColumn;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.value.OpaqueTypes;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tables of the source. */
final class TableTranslator {

    private final Translation translation;
    private final TableRules rules;

    TableTranslator(Translation translation) {
        this.translation = translation;
        this.rules = new TableRules(translation);
    }

    /** A scan of the columns that are used; {@code uses} has them by number, with the location of the first use. */
    FromItem table(Node entry, Map<Integer, Integer> uses) {
        var relation = translation.catalog().relations().relation(entry.oid("relid"));
        var at = translation.refusals().text().ofRelation(relation.name().name());
        boolean usable = checkEntry(entry, relation, at);
        boolean wholeRow = uses.containsKey(Scope.WHOLE_ROW);
        var generated = new GeneratedColumns(
                translation,
                relation,
                relation.columns().stream()
                        .filter(column -> usable && column.isGenerated())
                        .filter(column -> uses.containsKey(column.number()) || wholeRow)
                        .toList(),
                entry.bool("inh"));
        var sources = generated.sources();
        var names = new ArrayList<String>();
        var columns = new LinkedHashMap<Integer, Column>();
        for (var column : relation.columns()) {
            boolean used = uses.containsKey(column.number()) || wholeRow;
            if (used && usable) {
                int location = uses.getOrDefault(column.number(), uses.getOrDefault(Scope.WHOLE_ROW, -1));
                checkColumn(relation, column, location);
            }
            if (!generated.computes(column) && (used || sources.contains(column.number()))) {
                names.add(column.name());
                columns.put(column.number(), translation.newColumn(column.name(), column.type()));
            }
        }
        if (usable) {
            checkKey(relation, at);
        }
        List<Column> output = List.copyOf(columns.values());
        boolean inherited = relation.hasChildren() && entry.bool("inh");
        translation.representation().addTable(output, inherited ? List.of() : keyColumns(relation, columns));
        // The partitioned table itself has no rows.
        boolean empty = relation.isPartitioned() && !entry.bool("inh");
        Plan plan = empty
                ? new Plan.Values(List.of(), output)
                : inherited
                        ? withDescendants(relation, names, output, at)
                        : new Plan.Scan(tableOf(relation), names, output);
        var item = generated.over(new FromItem(plan, columns), at);
        return wholeRow ? item.withWholeRow(translation, translation.type(relation.typeOid(), -1, 0)) : item;
    }

    /** The rows of a table and of all that inherit from it, which have the same columns, perhaps in another order. */
    private Plan withDescendants(RelationInfo relation, List<String> names, List<Column> output, SourcePosition at) {
        var members = new ArrayList<>(List.of(relation));
        members.addAll(translation.catalog().relations().descendants(relation.oid()));
        Plan union = null;
        for (var member : members) {
            if (member != relation && rules.check(member, at)) {
                member.columns().stream()
                        .filter(column -> names.contains(column.name()))
                        .forEach(column -> checkColumn(member, column, -1));
                checkKey(member, at);
            }
            var scan = new Plan.Scan(tableOf(member), names, fresh(output));
            boolean last = member == members.get(members.size() - 1);
            union = union == null
                    ? scan
                    : new Plan.SetOperation(Plan.SetKind.UNION, true, union, scan, last ? output : fresh(output));
        }
        return union;
    }

    private List<Column> fresh(List<Column> columns) {
        return columns.stream()
                .map(column -> translation.newColumn(column.name(), column.type()))
                .toList();
    }

    /** Columns of the primary key, if all of it is used; else none. */
    private static List<Column> keyColumns(RelationInfo relation, Map<Integer, Column> columns) {
        var key = relation.columns().stream()
                .filter(column -> relation.primaryKey().contains(column.name()))
                .map(column -> columns.get(column.number()))
                .toList();
        return key.stream().anyMatch(Objects::isNull) ? List.of() : key;
    }

    /** False if the relation cannot be captured. */
    private boolean checkEntry(Node entry, RelationInfo relation, SourcePosition at) {
        var refusals = translation.refusals();
        if (entry.has("tablesample")) {
            refusals.error(
                    DiagnosticCode.SQL_UNSUPPORTED,
                    "TABLESAMPLE is not supported",
                    null,
                    refusals.text().ofKeywords("tablesample"));
        }
        boolean usable = rules.check(relation, at);
        if (!entry.list("securityQuals").isEmpty() && !relation.rowSecurity()) {
            refusals.error(
                    DiagnosticCode.SQL_RELATION_UNSUPPORTED,
                    "row security applies to " + relation.name() + " as read here",
                    null,
                    at);
        }
        return usable;
    }

    private void checkColumn(RelationInfo relation, RelationColumn column, int location) {
        var refusals = translation.refusals();
        if (!translation.capabilities().types().supports(column.type())) {
            refusals.error(
                    DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                    "column " + column.name() + " of " + relation.name() + " has type "
                            + column.type().type().ddl() + ", which is not supported",
                    "Leave the column out.",
                    refusals.place(location));
        }
    }

    /** The key's columns are always captured. */
    private void checkKey(RelationInfo relation, SourcePosition at) {
        var key = relation.columns().stream()
                .filter(column -> relation.primaryKey().contains(column.name()))
                .toList();
        key.stream().filter(column -> !column.isPublishable()).forEach(column -> translation
                .refusals()
                .error(
                        DiagnosticCode.SQL_RELATION_UNSUPPORTED,
                        "column " + column.name() + " of the primary key of " + relation.name()
                                + " is generated, and PostgreSQL publishes such columns since version 18 only",
                        null,
                        at));
        key.stream()
                .filter(column -> !translation.capabilities().types().supports(column.type())
                        || OpaqueTypes.lackEquality(column.type().type()))
                .forEach(column -> translation
                        .refusals()
                        .error(
                                DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                                "column " + column.name() + " of the primary key of " + relation.name() + " has type "
                                        + column.type().type().ddl() + ", which is not supported",
                                null,
                                at));
    }

    private static Table tableOf(RelationInfo relation) {
        var columns = relation.columns().stream()
                .map(column -> new TableColumn(column.name(), column.type(), column.notNull()))
                .toList();
        return new Table(relation.name(), columns, relation.primaryKey());
    }
}
