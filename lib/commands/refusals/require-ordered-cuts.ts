import { Fault } from '@/lib/kernel/errors'
import type { SeverityCuts } from '@/schemas/evidence/triage-settings'

const LADDER = ['critical', 'high', 'medium'] as const

/** A more severe rise costs more: amounts in another order would make a level that nothing reaches. Throws Fault `validation_failed`. */
export function requireOrderedCuts(cuts: SeverityCuts | null | undefined): void {
  if (cuts == null) return
  for (const [i, name] of LADDER.slice(1).entries()) {
    const above = LADDER[i] ?? 'critical'
    if (cuts[name] < cuts[above]) continue
    const field = `params.settings.severity_cuts_per_day.${name}`
    const said = `${field}: ${name} would begin at ${cuts[name]} a day, which is not below ${above} at ${cuts[above]}. Give the amounts from the most severe down`
    throw new Fault('validation_failed', said, { code: 'PARAMS', field, value: cuts[name], [above]: cuts[above] })
  }
}
