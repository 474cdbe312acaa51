import { csvCell } from '@/app/views/inbox/inbox-csv'
import { type ClaimedCase, ledgerPlan } from '@/lib/cases/ledger-plans'
import type { TakenBack } from '@/lib/cases/taken-back'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { perDay } from '@/lib/kernel/money'
import { isWatched } from '@/lib/verification/savings-ledger'
import type { ExpectedSavings } from '@/schemas/action'
import type { Actor } from '@/schemas/actor'
import type { Decimal } from '@/schemas/money'
import type { Day, Instant } from '@/schemas/time'
import type { RealizedSavings } from '@/schemas/verification'
import { readLedger } from './savings'

type About = { now: Instant; origin: string }
/** What a line says, whether its saving is counted or was taken back. */
type Told = {
  case_id: string
  title: string
  templates: readonly string[]
  account_id: string
  executed_at: Instant | null
  predicted: ExpectedSavings | null
  savings: RealizedSavings | null
  evidence_ids: readonly string[]
  state: string
  undone_since?: Day | null
  counted_to?: Day | null
  restated?: Decimal | undefined
}
/** What of it is counted: of what was taken back nothing, in no month. */
type Counted = { month: string; days: number; saved: Decimal; currency: string }
type Column = [name: string, value: (x: Told, e: Counted, about: About) => string]

const COLUMNS: Column[] = [
  ['case_id', (x) => x.case_id],
  ['title', (x) => x.title],
  ['template', (x) => [...new Set(x.templates)].join(' ')],
  ['account_id', (x) => x.account_id],
  ['executed_at_utc', (x) => x.executed_at ?? ''],
  ['month_utc', (_, e) => e.month],
  ['settled_days', (_, e) => String(e.days)],
  ['saved', (_, e) => e.saved],
  ['currency', (_, e) => e.currency],
  ['predicted_per_day', ({ predicted }) => (predicted === null ? '' : perDay(predicted.expected))],
  ['realized_per_day', (x) => x.savings?.point ?? ''],
  ['interval_90_low_per_day', (x) => x.savings?.low ?? ''],
  ['interval_90_high_per_day', (x) => x.savings?.high ?? ''],
  ['method', (x) => x.savings?.method ?? ''],
  ['state', (x) => x.state],
  ['undone_since_utc', (x) => x.undone_since ?? ''],
  ['read_to_utc', (x) => x.counted_to ?? ''],
  ['evidence_ids', (x) => x.evidence_ids.join(' ')],
  ['exported_at_utc', (_x, _e, { now }) => now],
  ['link', (x, _e, { origin }) => `${origin}/cases/${x.case_id}`],
  // What is added goes to the end: some people read columns by their place.
  ['measured_on', (x) => x.savings?.measured_on?.rung ?? 'slice'],
  ['not_measured_on', (x) => (x.savings?.measured_on?.refused ?? []).map((r) => `${r.rung}: ${[r.reason, ...r.case_ids].join(' ')}`).join('; ')],
  ['one_figure_with', (x) => (x.savings?.measured_on?.joint_with ?? []).join(' ')],
  ['held_against', (x) => Object.values(x.savings?.measured_on?.control?.scope ?? {}).join(' ')],
  ['restated_per_day', (x) => x.restated ?? ''],
  ['predicted_gross_list_per_day', ({ predicted }) => (predicted === null ? '' : perDay(predicted.gross_list))],
  ['predicted_bound_per_day', ({ predicted }) => (predicted === null ? '' : perDay(predicted.bound))],
]

const toldOfClaim = (x: ClaimedCase, now: Instant): Told => ({
  case_id: x.c.case_id,
  title: x.c.plan?.actions[0]?.title ?? x.c.headline,
  templates: (x.c.plan?.actions ?? []).map((a) => a.template),
  account_id: x.c.plan?.actions[0]?.account_id ?? '',
  executed_at: x.c.run?.finished_at ?? null,
  predicted: x.c.plan?.expected_savings ?? null,
  savings: x.claim.savings,
  evidence_ids: x.claim.evidence_ids,
  state: x.undone_since !== null ? 'no longer holds' : isWatched(ledgerPlan(x), now) ? 'holds' : 'not known: no longer watched',
  undone_since: x.undone_since,
  counted_to: x.counted_to,
  restated: x.restated?.is,
})

const toldOfTakenBack = ({ c, taken_back_at, ...told }: TakenBack): Told => ({
  ...told,
  case_id: c.case_id,
  state: `${told.is_on_its_way ? 'being rolled back' : taken_back_at === null ? 'rollback not confirmed' : 'rolled back'}: none of it is counted`,
})

/**
 * The ledger as a table for a spreadsheet, one row per plan and month, and one of nothing saved for each plan that was rolled back: their sum is the total of the page.
 * Units and zones are in the names of the columns.
 */
export async function savingsCsv(actor: Actor, origin: string): Promise<string> {
  const [{ claimed, entries, taken_back }, tenant] = await Promise.all([readLedger(actor), getTenant(actor.tenant_id)])
  const about = { now: clockOf(tenant.clock_offset_ms), origin }
  const counted = entries.flatMap((e) => {
    const x = claimed.find((known) => known.c.case_id === e.case_id)
    return x === undefined ? [] : [COLUMNS.map(([, value]) => value(toldOfClaim(x, about.now), e, about))]
  })
  const nothing = taken_back.map((x) =>
    COLUMNS.map(([, value]) => value(toldOfTakenBack(x), { month: '', days: 0, saved: '0', currency: x.savings.currency }, about)),
  )
  const head = COLUMNS.map(([name]) => name)
  return `${[head, ...counted, ...nothing].map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`
}
