/** What can be proven of a plan's rows: keys, dependencies between columns, columns that are never NULL. Pure. */
package dev.tideline.engine.plan.property;
