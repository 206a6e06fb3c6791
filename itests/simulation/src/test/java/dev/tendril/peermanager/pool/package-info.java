/** The explorer of the peer manager's core, in its package because it looks into everything. */
package dev.tendril.peermanager.pool;
