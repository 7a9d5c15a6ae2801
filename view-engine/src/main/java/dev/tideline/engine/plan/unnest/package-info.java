/**
 * Takes dependent joins out of plans: what subqueries and LATERAL become, one right side for each left row, turns into joins that every
 * operator can keep. Complete: no shape of correlation is refused. Knows plans and properties of types only, nothing of SQL's text.
 */
package dev.tideline.engine.plan.unnest;
