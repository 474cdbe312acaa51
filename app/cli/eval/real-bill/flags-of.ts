import type { BillIncident } from '@/lib/desks/cost/detect/scan/bill-incident'
import { cellOf } from './injected-bill'
import type { Flags } from './score-alerts'

/** Flagged days by account and product. */
export function flagsOf(incidents: readonly BillIncident[]): Flags {
  const flags = new Map<string, Set<number>>()
  for (const { cells } of incidents)
    for (const { scope, flagged } of cells) {
      const days = flags.get(cellOf(scope)) ?? new Set<number>()
      for (const t of flagged) days.add(t)
      flags.set(cellOf(scope), days)
    }
  return flags
}
