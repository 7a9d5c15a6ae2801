package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.BooleanTest;
import dev.tideline.engine.expr.ExprTree;
import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.Plan.Assignment;
import dev.tideline.engine.plan.Plan.JoinKind;
import dev.tideline.engine.plan.Plan.SetKind;
import dev.tideline.engine.sql.translate.SublinkTranslator.Attachment;
import dev.tideline.engine.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions of WHERE and ON, with subqueries. As PostgreSQL does, the terms without subqueries are evaluated first. A term that is a
 * test of a subquery's rows chooses rows directly, by a semi or anti join; NULL is as good as false there.
 */
final class ConditionTranslator {

    private final Translation translation;
    private final QueryTranslator queries;
    private final Scope scope;

    ConditionTranslator(Translation translation, QueryTranslator queries, Scope scope) {
        this.translation = translation;
        this.queries = queries;
        this.scope = scope;
    }

    private ExprTranslator expressions() {
        return new ExprTranslator(translation, queries, scope, null);
    }

    /** The rows for which the condition is true. */
    Plan filter(Plan input, Node condition) {
        var plain = expressions();
        if (!SublinkTranslator.isIn(condition)) {
            return new Plan.Filter(input, plain.translate(condition));
        }
        var terms = terms(scope.flatten(condition));
        var without = terms.stream()
                .filter(term -> !SublinkTranslator.isIn(term))
                .map(plain::translateFlat)
                .toList();
        var plan = without.isEmpty() ? input : new Plan.Filter(input, ExprTree.conjunction(without));
        for (var term : terms) {
            if (SublinkTranslator.isIn(term)) {
                plan = choose(plan, term);
            }
        }
        return plan;
    }

    private static List<Node> terms(Node condition) {
        return condition.is("BOOLEXPR") && condition.text("boolop").equals("and")
                ? condition.nodes("args").stream()
                        .flatMap(term -> terms(term).stream())
                        .toList()
                : List.of(condition);
    }

    private Plan choose(Plan input, Node term) {
        boolean negated = term.is("BOOLEXPR") && term.text("boolop").equals("not");
        var tested = negated ? term.nodes("args").get(0) : term;
        int kind = tested.is("SUBLINK") ? tested.integer("subLinkType") : -1;
        return switch (kind) {
            case SublinkTranslator.EXISTS -> exists(input, tested, negated);
            case SublinkTranslator.ANY, SublinkTranslator.ALL ->
                quantified(input, tested, kind == SublinkTranslator.ANY, negated);
            default -> {
                var expressions = expressions();
                var condition = expressions.translateFlat(term);
                yield new Plan.Filter(expressions.withSubqueries(input), condition);
            }
        };
    }

    private Plan exists(Plan input, Node sublink, boolean negated) {
        var expressions = expressions();
        int before = translation.refusals().enter(sublink);
        try {
            var relation = expressions.sublinks().relation(sublink);
            return new Plan.DependentJoin(
                    negated ? JoinKind.ANTI : JoinKind.SEMI, input, relation.plan(), Expr.Constant.TRUE);
        } finally {
            translation.refusals().leave(before);
        }
    }

    /**
     * <pre>
     * x op ANY (…)       some row for which it is true
     * NOT x op ANY (…)   no row for which it is true or NULL
     * x op ALL (…)       no row for which it is false or NULL
     * NOT x op ALL (…)   some row for which it is false
     * </pre>
     */
    private Plan quantified(Plan input, Node sublink, boolean any, boolean negated) {
        var expressions = expressions();
        int before = translation.refusals().enter(sublink);
        try {
            var relation = expressions.sublinks().relation(sublink);
            var test = expressions.sublinks().test(sublink, relation.columns());
            Expr condition;
            if (any) {
                condition = negated ? new BooleanTest(test, false, true) : test;
            } else {
                condition = negated ? new BooleanTest(test, false, false) : new BooleanTest(test, true, true);
            }
            return new Plan.DependentJoin(
                    any == negated ? JoinKind.ANTI : JoinKind.SEMI,
                    expressions.withSubqueries(input),
                    relation.plan(),
                    condition);
        } finally {
            translation.refusals().leave(before);
        }
    }

    /** A join whose condition may have subqueries; they become columns of the side that they speak of. */
    Plan join(JoinKind kind, Plan left, Plan right, Node condition) {
        if (!SublinkTranslator.isIn(condition)) {
            return FromTranslator.joined(kind, left, right, expressions().translate(condition));
        }
        if (kind == JoinKind.INNER) {
            return filter(FromTranslator.joined(kind, left, right, Expr.Constant.TRUE), condition);
        }
        if (kind == JoinKind.RIGHT) {
            return join(JoinKind.LEFT, right, left, condition);
        }
        var expressions = expressions();
        var translated = expressions.translate(condition);
        var attachments = expressions.sublinks().attachments();
        var sides = attached(left, right, attachments, false);
        var joined = FromTranslator.joined(kind, sides.get(0), sides.get(1), translated);
        return kind == JoinKind.FULL && joined instanceof Plan.DependentJoin
                ? fullJoin(left, right, attachments, translated)
                : joined;
    }

    /** The sides with the columns of subqueries. One that speaks of both is computed for the one side's rows of each of the other's. */
    private static List<Plan> attached(Plan left, Plan right, List<Attachment> attachments, boolean bothToLeft) {
        var sides = new ArrayList<>(List.of(left, right));
        for (var attachment : attachments) {
            boolean ofLeft = attachment.speaksOf(sides.get(0));
            boolean ofRight = attachment.speaksOf(sides.get(1));
            int side = ofLeft && (bothToLeft || !ofRight) ? 0 : 1;
            sides.set(side, attachment.to(sides.get(side)));
        }
        return sides;
    }

    /** All left rows with their partners if they have any, and the right rows without. */
    private Plan fullJoin(Plan left, Plan right, List<Attachment> attachments, Expr condition) {
        var output = new ArrayList<>(left.output());
        output.addAll(right.output());
        var ofLeft = attached(left, right, attachments, false);
        var ofRight = attached(left, right, attachments, true);
        var pairs = new ArrayList<Assignment>();
        var alone = new ArrayList<Assignment>();
        for (var column : output) {
            boolean isLeft = left.output().contains(column);
            Expr value = new Expr.ColumnRef(column);
            pairs.add(new Assignment(translation.newColumn(column.name(), column.type()), value));
            alone.add(new Assignment(
                    translation.newColumn(column.name(), column.type()),
                    isLeft ? new Expr.Constant(null, column.type()) : value));
        }
        return new Plan.SetOperation(
                SetKind.UNION,
                true,
                new Plan.Project(new Plan.DependentJoin(JoinKind.LEFT, ofLeft.get(0), ofLeft.get(1), condition), pairs),
                new Plan.Project(
                        new Plan.DependentJoin(JoinKind.ANTI, ofRight.get(1), ofRight.get(0), condition), alone),
                output);
    }
}
