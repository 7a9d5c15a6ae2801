/** What the target says of its views ({@code tideline.view_status}), beside what the files ask for. */
package dev.tideline.deploy.status;
