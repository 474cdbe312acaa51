import { csvCell } from '@/app/views/inbox/inbox-csv'
import { type ClaimedCase, ledgerPlan, takenBackOf } from '@/lib/cases/ledger-plans'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { perDay } from '@/lib/kernel/money'
import { isWatched, type LedgerEntry } from '@/lib/verification/savings-ledger'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { Instant } from '@/schemas/time'
import { readLedger } from './savings'

type Export = { now: Instant; origin: string }
type Column = [name: string, value: (x: ClaimedCase, e: LedgerEntry, about: Export) => string]

const COLUMNS: Column[] = [
  ['case_id', (x) => x.c.case_id],
  ['title', (x) => x.c.plan?.actions[0]?.title ?? x.c.headline],
  ['template', (x) => [...new Set((x.c.plan?.actions ?? []).map((a) => a.template))].join(' ')],
  ['account_id', (x) => x.c.plan?.actions[0]?.account_id ?? ''],
  ['executed_at_utc', (x) => x.c.run?.finished_at ?? ''],
  ['month_utc', (_, e) => e.month],
  ['settled_days', (_, e) => String(e.days)],
  ['saved', (_, e) => e.saved],
  ['currency', (_, e) => e.currency],
  ['predicted_per_day', (x) => (x.c.plan === null ? '' : perDay(x.c.plan.expected_savings.expected))],
  ['realized_per_day', (x) => x.claim.savings?.point ?? ''],
  ['interval_90_low_per_day', (x) => x.claim.savings?.low ?? ''],
  ['interval_90_high_per_day', (x) => x.claim.savings?.high ?? ''],
  ['method', (x) => x.claim.savings?.method ?? ''],
  ['state', stateOf],
  ['undone_since_utc', (x) => x.undone_since ?? ''],
  ['read_to_utc', (x) => x.counted_to ?? ''],
  ['evidence_ids', (x) => x.claim.evidence_ids.join(' ')],
  ['exported_at_utc', (_x, _e, { now }) => now],
  ['link', (_x, e, { origin }) => `${origin}/cases/${e.case_id}`],
  // What is added goes to the end: some people read columns by their place.
  ['measured_on', (x) => x.claim.savings?.measured_on?.rung ?? 'slice'],
  ['not_measured_on', (x) => (x.claim.savings?.measured_on?.refused ?? []).map((r) => `${r.rung}: ${[r.reason, ...r.case_ids].join(' ')}`).join('; ')],
  ['one_figure_with', (x) => (x.claim.savings?.measured_on?.joint_with ?? []).join(' ')],
  ['held_against', (x) => Object.values(x.claim.savings?.measured_on?.control?.scope ?? {}).join(' ')],
  ['restated_per_day', (x) => x.restated?.is ?? ''],
  ['predicted_gross_list_per_day', (x) => (x.c.plan === null ? '' : perDay(x.c.plan.expected_savings.gross_list))],
  ['predicted_bound_per_day', (x) => (x.c.plan === null ? '' : perDay(x.c.plan.expected_savings.bound))],
]

function stateOf(x: ClaimedCase, _: LedgerEntry, { now }: Export): string {
  const taken = takenBackOf(x.c)
  if (taken !== null) return `${taken.at === null ? 'rollback not confirmed' : 'rolled back'}: none of it is counted`
  if (x.undone_since !== null) return 'no longer holds'
  return isWatched(ledgerPlan(x), now) ? 'holds' : 'not known: no longer watched'
}

/** What a plan was claimed to save before it was rolled back, in no month and with nothing saved. */
function takenBackLine(c: Case, lineOf: (x: ClaimedCase, e: LedgerEntry) => string[]): string[][] {
  const taken = takenBackOf(c)
  if (taken === null) return []
  const { claim } = taken
  const nothing = { case_id: c.case_id, month: '', days: 0, saved: '0', currency: claim.savings?.currency ?? c.currency }
  return [lineOf({ c, claim, course: [], undone_since: null, counted_to: null, restated: null }, nothing)]
}

/**
 * The ledger as a table for a spreadsheet, one row per plan and month, and one of nothing saved for each plan that was rolled back: their sum is the total of the page.
 * Units and zones are in the names of the columns.
 */
export async function savingsCsv(actor: Actor, origin: string): Promise<string> {
  const [{ claimed, entries, carried_out }, tenant] = await Promise.all([readLedger(actor), getTenant(actor.tenant_id)])
  const about = { now: clockOf(tenant.clock_offset_ms), origin }
  const lineOf = (x: ClaimedCase, e: LedgerEntry): string[] => COLUMNS.map(([, value]) => value(x, e, about))
  const counted = entries.flatMap((e) => {
    const x = claimed.find((known) => known.c.case_id === e.case_id)
    return x === undefined ? [] : [lineOf(x, e)]
  })
  const lines = [...counted, ...carried_out.flatMap((c) => takenBackLine(c, lineOf))]
  const head = COLUMNS.map(([name]) => name)
  return `${[head, ...lines].map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`
}
