package dev.tideline.engine.circuit.lowering;

import dev.tideline.engine.circuit.spec.InputColumn;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.expr.Column;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.ColumnRef;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.plan.ViewPlan;
import dev.tideline.engine.plan.property.PropertyDerivation;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns rewritten plans into operators, node by node. */
final class PlanLowering {

    private final CircuitBuilder builder;
    private final JoinLowering joins;
    private final RecursionLowering recursions;
    private final WindowLowering windows;
    private final Map<TableName, OperatorSpec.TableInput> tables;
    private final Map<Plan, Lowered> lowered = new IdentityHashMap<>();

    PlanLowering(CircuitBuilder builder, TypeCatalog types, PropertyDerivation properties, List<ViewPlan> plans) {
        this.builder = builder;
        this.joins = new JoinLowering(builder, types, properties, this);
        this.recursions = new RecursionLowering(builder);
        this.windows = new WindowLowering(builder, this);
        this.tables = tables(plans);
    }

    /** One input per table, with all columns that any view uses. */
    private static Map<TableName, OperatorSpec.TableInput> tables(List<ViewPlan> plans) {
        Map<TableName, Table> definitions = new TreeMap<>();
        Map<TableName, Set<String>> used = new HashMap<>();
        Set<Plan> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        plans.forEach(plan -> collectScans(plan.plan(), definitions, used, seen));
        Map<TableName, OperatorSpec.TableInput> tables = new LinkedHashMap<>();
        definitions.forEach((name, table) -> {
            var byName = new LinkedHashMap<String, InputColumn>();
            table.columns().forEach(column -> byName.put(column.name(), new InputColumn(column.name(), column.type())));
            tables.put(
                    name,
                    new OperatorSpec.TableInput(
                            name,
                            byName.values().stream()
                                    .filter(column -> used.get(name).contains(column.name()))
                                    .toList(),
                            table.primaryKey().stream().map(byName::get).toList()));
        });
        return tables;
    }

    private static void collectScans(
            Plan plan, Map<TableName, Table> definitions, Map<TableName, Set<String>> used, Set<Plan> seen) {
        if (!seen.add(plan)) {
            return;
        }
        if (plan instanceof Plan.Scan scan) {
            definitions.putIfAbsent(scan.table().name(), scan.table());
            used.computeIfAbsent(scan.table().name(), name -> new TreeSet<>()).addAll(scan.names());
        }
        plan.inputs().forEach(input -> collectScans(input, definitions, used, seen));
    }

    /** The node; its rows may hold more than the plan's columns, but not where that would make rows of one row. */
    Lowered lower(Plan plan) {
        var known = lowered.get(plan);
        if (known == null) {
            known = lowerAnew(plan);
            lowered.put(plan, known);
        }
        return known;
    }

    private Lowered lowerAnew(Plan plan) {
        if (plan instanceof Plan.Scan scan) {
            return scan(scan);
        } else if (plan instanceof Plan.Values values) {
            return values(values);
        } else if (plan instanceof Plan.Filter filter) {
            return filter(filter);
        } else if (plan instanceof Plan.WorkingTable working) {
            var spec = new OperatorSpec.WorkingTable(working.level(), types(working.output()));
            return Lowered.inOrder(builder.add(spec, names(working.output())), working.output());
        } else if (plan instanceof Plan.Recurse recurse) {
            var spec = recursions.lower(
                    recurse,
                    rows(recurse.base(), recurse.base().output()),
                    rows(recurse.step(), recurse.step().output()));
            return Lowered.inOrder(builder.add(spec, names(recurse.output())), recurse.output());
        } else if (plan instanceof Plan.Clock clock) {
            return Lowered.inOrder(builder.add(new OperatorSpec.Clock(), names(clock.output())), clock.output());
        } else if (plan instanceof Plan.TemporalFilter filter) {
            return temporalFilter(filter);
        } else if (plan instanceof Plan.Project project) {
            return Lowered.inOrder(exactly(project.input(), project.assignments()), project.output());
        } else if (plan instanceof Plan.ProjectSet set) {
            return projectSet(set);
        } else if (plan instanceof Plan.Join join) {
            return joins.lower(join, join.output());
        } else if (plan instanceof Plan.Aggregate aggregate) {
            return new AggregateLowering(builder, this).lower(aggregate);
        } else if (plan instanceof Plan.GroupingSets grouping) {
            return new AggregateLowering(builder, this).lower(grouping);
        } else if (plan instanceof Plan.Distinct distinct) {
            return Lowered.inOrder(distinct(rows(distinct.input(), distinct.output())), distinct.output());
        } else if (plan instanceof Plan.SetOperation operation) {
            return setOperation(operation);
        } else if (plan instanceof Plan.Window window) {
            return windows.lower(window);
        } else if (plan instanceof Plan.TopK top) {
            return windows.lower(top);
        }
        throw new IllegalStateException("an unknown node: " + plan);
    }

    private Lowered scan(Plan.Scan scan) {
        var input = tables.get(scan.table().name());
        var columnNames = input.columns().stream().map(InputColumn::name).toList();
        int table = builder.add(input, columnNames);
        var positions = scan.names().stream().map(columnNames::indexOf).toList();
        return Lowered.inOrder(pick(table, positions, scan.names()), scan.output());
    }

    private Lowered values(Plan.Values values) {
        var spec = new OperatorSpec.Values(values.rows(), types(values.output()));
        return Lowered.inOrder(builder.add(spec, names(values.output())), values.output());
    }

    private Lowered filter(Plan.Filter filter) {
        var input = lower(filter.input());
        var spec = new OperatorSpec.Filter(
                input.operator(),
                input.resolve(filter.condition()),
                builder.operator(input.operator()).types());
        return new Lowered(builder.add(spec, builder.names(input.operator())), input.positions());
    }

    /** Over nothing but its columns, because rows that time will change are kept as they are. */
    private Lowered temporalFilter(Plan.TemporalFilter filter) {
        var input = Lowered.inOrder(rows(filter.input(), filter.output()), filter.output());
        var spec = new OperatorSpec.TemporalFilter(
                input.operator(), input.resolve(filter.condition()), types(filter.output()));
        return new Lowered(builder.add(spec, names(filter.output())), input.positions());
    }

    private Lowered projectSet(Plan.ProjectSet set) {
        // The input in order, and only what the plan has: the functions' columns follow.
        int input = rows(set.input(), set.input().output());
        var below = Lowered.inOrder(input, set.input().output());
        var functions = set.functions().stream()
                .map(function -> new OperatorSpec.SetFunction(
                        below.resolve(function.call()),
                        function.set(),
                        function.fields(),
                        function.output().size()))
                .toList();
        var condition = set.condition() == null
                ? null
                : Lowered.inOrder(input, set.output()).resolve(set.condition());
        var spec = new OperatorSpec.ProjectSet(
                input, functions, set.ordinality() != null, set.outer(), condition, types(set.output()));
        return Lowered.inOrder(builder.add(spec, names(set.output())), set.output());
    }

    /** An operator whose rows are the assigned values, in order, and nothing else. */
    int exactly(Plan input, List<Assignment> assignments) {
        if (input instanceof Plan.Project project) {
            Map<Column, Expr> values = new HashMap<>();
            project.assignments().forEach(assignment -> values.put(assignment.column(), assignment.value()));
            var through = assignments.stream()
                    .map(assignment ->
                            new Assignment(assignment.column(), ExprTree.substitute(assignment.value(), values)))
                    .toList();
            if (pure(assignments) || pure(project.assignments())) {
                return exactly(project.input(), through);
            }
        }
        if (input instanceof Plan.Join join && pure(assignments)) {
            var wanted = assignments.stream()
                    .map(assignment -> ((ColumnRef) assignment.value()).column())
                    .toList();
            return joins.lower(join, wanted).operator();
        }
        var lowered = input instanceof Plan.Join join ? joins.lower(join, used(assignments)) : lower(input);
        var resolved = assignments.stream()
                .map(assignment -> lowered.resolve(assignment.value()))
                .toList();
        var names = assignments.stream()
                .map(assignment -> assignment.column().name())
                .toList();
        return project(lowered.operator(), resolved, names);
    }

    /** Those of the join's columns that the assignments use, in the join's order. */
    private static List<Column> used(List<Assignment> assignments) {
        var used = new TreeMap<Integer, Column>();
        assignments.forEach(
                assignment -> ExprTree.columns(assignment.value()).forEach(column -> used.put(column.id(), column)));
        return List.copyOf(used.values());
    }

    /** Whether nothing is computed. */
    private static boolean pure(List<Assignment> assignments) {
        return assignments.stream().allMatch(assignment -> assignment.value() instanceof ColumnRef);
    }

    /** An operator whose rows are the given columns, in order, and nothing else. */
    int rows(Plan plan, List<Column> columns) {
        return exactly(
                plan,
                columns.stream()
                        .map(column -> new Assignment(column, new ColumnRef(column)))
                        .toList());
    }

    int project(int input, List<Expr> values, List<String> names) {
        int width = builder.operator(input).types().size();
        boolean identity = values.size() == width;
        for (int i = 0; identity && i < width; i++) {
            identity = values.get(i) instanceof InputRef reference && reference.index() == i;
        }
        return identity ? input : builder.add(new OperatorSpec.Project(input, values), names);
    }

    int pick(int input, List<Integer> positions, List<String> names) {
        var types = builder.operator(input).types();
        return project(
                input,
                positions.stream()
                        .<Expr>map(position -> new InputRef(position, types.get(position)))
                        .toList(),
                names);
    }

    private int distinct(int input) {
        return builder.add(
                new OperatorSpec.Distinct(input, builder.operator(input).types()), builder.names(input));
    }

    private Lowered setOperation(Plan.SetOperation operation) {
        if (operation.kind() == SetKind.UNION) {
            var inputs = new ArrayList<Integer>();
            collectUnion(operation, operation.output().size(), inputs);
            var spec = new OperatorSpec.UnionAll(inputs, types(operation.output()));
            int union = builder.add(spec, names(operation.output()));
            return Lowered.inOrder(operation.all() ? union : distinct(union), operation.output());
        }
        var spec = new OperatorSpec.SetOperation(
                operation.kind() == SetKind.EXCEPT,
                operation.all(),
                rows(operation.left(), operation.left().output()),
                rows(operation.right(), operation.right().output()),
                types(operation.output()));
        return Lowered.inOrder(builder.add(spec, names(operation.output())), operation.output());
    }

    /** All rows that a union puts together, of nested UNION ALLs, too. */
    private void collectUnion(Plan.SetOperation union, int width, List<Integer> inputs) {
        for (var input : union.inputs()) {
            if (input instanceof Plan.SetOperation inner
                    && inner.kind() == SetKind.UNION
                    && inner.all()
                    && inner.output().size() == width) {
                collectUnion(inner, width, inputs);
            } else {
                inputs.add(rows(input, input.output()));
            }
        }
    }

    /** Where a value is computed among the columns; if nowhere yet, it is added. */
    static int position(Expr value, Column nameGiver, List<Assignment> columns, Map<Expr, Integer> positions) {
        var known = positions.get(value);
        if (known != null) {
            return known;
        }
        columns.add(new Assignment(value instanceof ColumnRef reference ? reference.column() : nameGiver, value));
        positions.put(value, columns.size() - 1);
        return columns.size() - 1;
    }

    static List<SqlType> types(List<Column> columns) {
        return columns.stream().map(Column::type).toList();
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }
}
