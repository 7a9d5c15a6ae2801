/**
 * PostgreSQL's node trees as text ({@code {NODE :field value …}}, versions 14 to 18) and as values. Knows the form of trees and
 * which fields of which nodes we understand, not what they mean.
 */
package dev.tideline.engine.sql.tree;
