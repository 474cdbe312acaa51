import type { DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { placeOf, type Rename } from '@/lib/desks/cost/detect/quality/renamed-services'
import type { Scope } from '@/schemas/evidence/cost'
import type { BillCause, BillIncident } from './bill-incident'

/**
 * An incident that began before its service was renamed, under the name that the bill used then. Detection follows a service under its new name; whoever
 * looks an earlier day up in the bill finds it under the old one. `raw` is the bill as it was delivered.
 */
export function asBilled(incident: BillIncident, renames: readonly Rename[], raw: DailyBill): BillIncident {
  const first = raw.days.indexOf(incident.start)
  return renames.filter(({ at }) => first < at).reduce((told, rename) => underOldName(told, rename, raw, first), incident)
}

function underOldName(incident: BillIncident, { from, to }: Rename, { leaves }: DailyBill, first: number): BillIncident {
  const rename = (scope: Scope): Scope => (scope.service_name === to.service ? { ...scope, service_name: from.service } : scope)
  // Several old lines may have gone on as one: the dearest of them stands for the others.
  const lineOf = (cause: BillCause): number =>
    from.members
      .filter((i) => placeOf(leaves[i]) === placeOf(leaves[cause.leaf]))
      .reduce((best, i) => (best < 0 || (leaves[i]?.values[first] ?? 0) > (leaves[best]?.values[first] ?? 0) ? i : best), -1)
  const causeOf = (cause: BillCause): BillCause => {
    const old = cause.scope.service_name === to.service ? lineOf(cause) : -1
    return old < 0 ? cause : { ...cause, scope: rename(cause.scope), operation: leaves[old]?.operation ?? '', leaf: old }
  }
  return {
    ...incident,
    scope: rename(incident.scope),
    cells: incident.cells.map((cell) => ({ ...cell, scope: rename(cell.scope) })),
    causes: incident.causes.map(causeOf),
  }
}
