package dev.tideline.engine.plan.rewrite;

import static dev.tideline.engine.plan.PlanBuilder.INT4;
import static dev.tideline.engine.plan.PlanBuilder.NUMERIC;
import static dev.tideline.engine.plan.PlanBuilder.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.plan.Plan;
import dev.tideline.engine.plan.PlanBuilder;
import dev.tideline.engine.plan.PlanPrinter;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.plan.rewrite.RewriteRule.Context;
import dev.tideline.engine.value.PgTypeCatalog;
import java.util.List;

/** Two tables and the means to say what a rule makes of a plan. */
final class RuleFixture {

    static final Table A = PlanBuilder.table(
            "a",
            List.of("id"),
            PlanBuilder.column("id", INT4),
            PlanBuilder.column("x", INT4),
            PlanBuilder.column("t", TEXT),
            PlanBuilder.column("n", NUMERIC));
    static final Table B =
            PlanBuilder.table("b", List.of("k"), PlanBuilder.column("k", INT4), PlanBuilder.column("y", INT4));

    final PlanBuilder plans = new PlanBuilder();
    final Plan.Scan a = plans.scan(A);
    final Plan.Scan b = plans.scan(B);
    private final RewriteRule rule;

    RuleFixture(RewriteRule rule) {
        this.rule = rule;
    }

    Plan apply(Plan plan) {
        return rule.apply(plan, new Context(new PgTypeCatalog()));
    }

    /** The rule fires once, gives this text (column numbers left out), and what it gives is final. */
    void fires(Plan plan, String... expected) {
        var result = apply(plan);
        assertThat(result).isNotSameAs(plan);
        assertThat(text(result)).isEqualTo(String.join("\n", expected));
        assertThat(apply(result)).as("the rule fires again").isSameAs(result);
    }

    void doesNotFire(Plan plan) {
        assertThat(text(apply(plan))).isEqualTo(text(plan));
        assertThat(apply(plan)).isSameAs(plan);
    }

    static String text(Plan plan) {
        return PlanPrinter.print(plan).replaceAll("#\\d+", "").strip();
    }
}
