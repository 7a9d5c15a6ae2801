/** Scalar expressions: their form, and how they become evaluators. Knows values and types, no plans and no operators. */
package dev.tideline.engine.expr;
