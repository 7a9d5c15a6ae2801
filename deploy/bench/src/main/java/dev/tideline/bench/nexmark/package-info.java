/** The queries of Nexmark as views over three tables of an auction house, its traffic, and the check of their answers. */
package dev.tideline.bench.nexmark;
