/**
 * What the source's system catalogs say about the objects that a tree names by OID: types, collations, functions, operators, casts
 * and relations, in the terms of plans. Read on demand and remembered for one analysis. Knows no trees and no plans' nodes.
 */
package dev.tideline.engine.sql.catalog;
