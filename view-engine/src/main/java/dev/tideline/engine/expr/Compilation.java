package dev.tideline.engine.expr;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Row;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.List;

/** The compilation of one expression: finds the right closure for each node. */
final class Compilation {

    private final CompilingExprCompiler context;
    private final Calls calls;
    private final Containers containers;
    private final SqlJson json;

    Compilation(CompilingExprCompiler context) {
        this.context = context;
        this.calls = new Calls(context, this);
        this.containers = new Containers(context, this);
        this.json = new SqlJson(context, this);
    }

    Evaluator compile(Expr expr) {
        if (expr instanceof Expr.InputRef input) {
            int index = input.index();
            return row -> row.get(index);
        } else if (expr instanceof Expr.Constant constant) {
            return new Constants.Known(constant.value());
        } else if (expr instanceof Expr.Call call) {
            return calls.call(call);
        } else if (expr instanceof Expr.ElementRef) {
            return row -> row.get(row.size() - 1);
        } else if (expr instanceof Expr.Relabel relabel) {
            return relabel(relabel);
        } else if (expr instanceof Expr.ColumnRef column) {
            throw new IllegalArgumentException("column " + column.column() + " is not resolved to an input");
        }
        var evaluator = logic(expr);
        if (evaluator == null) {
            evaluator = calls.compile(expr);
        }
        if (evaluator == null) {
            evaluator = containers.compile(expr);
        }
        if (evaluator == null) {
            evaluator = json.compile(expr);
        }
        if (evaluator == null) {
            throw new IllegalArgumentException("no evaluator for " + expr);
        }
        return evaluator;
    }

    List<Evaluator> compile(List<Expr> exprs) {
        return exprs.stream().map(this::compile).toList();
    }

    /** The type of an expression, with the fields of an anonymous record if they can be seen. */
    static SqlType typeOf(Expr expr) {
        if (expr instanceof Expr.RowConstructor row && row.type().type().equals(new PgType.Base("record"))) {
            var fields = new ArrayList<PgType.Field>();
            for (var field : row.fields()) {
                fields.add(new PgType.Field("f" + (fields.size() + 1), typeOf(field)));
            }
            return SqlType.of(new PgType.Composite(new TableName("pg_catalog", "record"), fields));
        }
        return expr.type();
    }

    private Evaluator logic(Expr expr) {
        if (expr instanceof Expr.And and) {
            return Logic.and(compile(and.terms()));
        } else if (expr instanceof Expr.Or or) {
            return Logic.or(compile(or.terms()));
        } else if (expr instanceof Expr.Not not) {
            return Logic.not(compile(not.argument()));
        } else if (expr instanceof Expr.IsNull isNull) {
            return Logic.isNull(compile(isNull.argument()), isNull.negated());
        } else if (expr instanceof Expr.RowIsNull isNull) {
            return Logic.rowIsNull(compile(isNull.argument()), isNull.negated());
        } else if (expr instanceof Expr.BooleanTest test) {
            return Logic.test(compile(test.argument()), test.tested(), test.negated());
        } else if (expr instanceof Expr.Case branches) {
            return Logic.branches(
                    compile(branches.whens().stream().map(Expr.When::condition).toList()),
                    compile(branches.whens().stream().map(Expr.When::result).toList()),
                    branches.otherwise() == null ? new Constants.Known(null) : compile(branches.otherwise()));
        } else if (expr instanceof Expr.Coalesce coalesce) {
            return Logic.coalesce(compile(coalesce.arguments()));
        }
        return null;
    }

    /** Only between integer and oid does the value's Java form depend on the label. */
    private Evaluator relabel(Expr.Relabel relabel) {
        var argument = compile(relabel.argument());
        var from = relabel.argument().type().underlying();
        var to = relabel.type().underlying();
        boolean toOid = from.equals(PgType.INT4) && isOid(to);
        boolean fromOid = isOid(from) && to.equals(PgType.INT4);
        if (!toOid && !fromOid) {
            return argument;
        }
        Evaluator converted = row -> {
            var value = argument.evaluate(row);
            if (value == null) {
                return null;
            }
            return toOid ? (Object) ((int) value & 0xFFFFFFFFL) : (Object) (int) (long) value;
        };
        return Constants.isKnown(argument) ? Constants.fold(() -> converted.evaluate(Row.EMPTY)) : converted;
    }

    private static boolean isOid(PgType type) {
        return type instanceof PgType.Base base && base.name().equals("oid");
    }
}
