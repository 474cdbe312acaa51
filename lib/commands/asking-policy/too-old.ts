/** The policies that deny for nothing but age: such a plan is made again instead of being turned down, and its targets are read again before a run. */
export const TOO_OLD: readonly string[] = ['deny-stale-evidence', 'deny-stale-commitment-evidence']
