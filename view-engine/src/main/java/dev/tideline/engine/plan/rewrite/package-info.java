/**
 * Rewrite rules, one class each, applied in a fixed order until none fires. Every rule keeps the meaning of the plan to the letter: rows,
 * representations and duplicates; and no rule makes an expression fail for a row that the query would not have reached.
 */
package dev.tideline.engine.plan.rewrite;
