import { accountNames } from '@/app/views/settings/account-names'
import { savingsCourses } from '@/lib/cases/course-store'
import { type ClaimedCase, claimOf, ledgerPlan } from '@/lib/cases/ledger-plans'
import { everyCarriedOutCase, unendedClaims } from '@/lib/cases/ledger-store'
import { type TakenBack, takenBackOf } from '@/lib/cases/taken-back'
import { listed } from '@/lib/desks/cost/checks/measured-on-text'
import { whereText } from '@/lib/desks/cost/intents/where-text'
import { tenantNow } from '@/lib/identity/tenant-store'
import { templateWords } from '@/lib/intents/code-words'
import { count, type FactNotes, money, moneyPerDay, moneyPerMonth, notKnown, words } from '@/lib/intents/fact'
import { formatCount, formatDay, formatMoney, formatRate } from '@/lib/kernel/format'
import { add, perDay, perMonth } from '@/lib/kernel/money'
import { type CountedElsewhere, claimedRate, isWatched, type LedgerEntry, savingsLedger, sumByCurrency } from '@/lib/verification/savings-ledger'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { Fact } from '@/schemas/intent'
import type { Decimal } from '@/schemas/money'
import type { Counter } from '@/schemas/page'
import type { SavingsRow, SavingsView } from '@/schemas/savings-view'
import { calibrationFacts } from './calibration'
import { avoidedOf, takenBackRow } from './not-counted'

export type Ledger = {
  now: string
  claimed: ClaimedCase[]
  /** The newest first. */
  taken_back: TakenBack[]
  carried_out: Case[]
  entries: LedgerEntry[]
  elsewhere: CountedElsewhere[]
}

/** Every carried-out plan of a tenant with what the ledger counts of it. */
export async function readLedger(actor: Actor): Promise<Ledger> {
  const carried_out = await everyCarriedOutCase(actor.tenant_id)
  const courses = await savingsCourses(actor.tenant_id)
  const claimed = carried_out.flatMap((c) => claimOf(c, courses.get(c.case_id)) ?? [])
  const taken_back = [...carried_out, ...(await unendedClaims(actor.tenant_id))]
    .flatMap((c) => takenBackOf(c) ?? [])
    .sort((a, b) => newestFirst(a.executed_at ?? '', b.executed_at ?? ''))
  return { now: await tenantNow(actor.tenant_id), claimed, taken_back, carried_out, ...savingsLedger(claimed.map(ledgerPlan)) }
}

const newestFirst = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)

/** What has been saved: per plan, per month and in all, with what is left out and why. */
export async function savingsView(actor: Actor): Promise<SavingsView> {
  const [ledger, names] = await Promise.all([readLedger(actor), accountNames(actor.tenant_id)])
  const calibration = await calibrationFacts(actor.tenant_id, ledger.claimed)
  const { now, claimed, entries } = ledger
  const formula = 'sum over settled days of what would have been spent − what was spent, while the saving holds'
  const evidence = [...new Set(claimed.flatMap((x) => x.claim.evidence_ids))].slice(0, 20)
  const totals = sumByCurrency(entries).map(({ currency, saved }) =>
    exact(`Saved to date, ${currency}`, saved, currency, { polarity: 'good', formula, evidence }),
  )
  const entries_of = new Map<string, LedgerEntry[]>()
  for (const e of entries) entries_of.set(e.case_id, [...(entries_of.get(e.case_id) ?? []), e])
  const months = [...new Set(entries.map((e) => e.month))].sort().reverse()
  return {
    now,
    notices: [],
    counters: countersOf(ledger, totals[0]),
    rows: claimed.map((x) => rowOf(x, entries_of.get(x.c.case_id) ?? [], ledger, names)),
    totals,
    months: months.flatMap((month) => {
      const mine = entries.filter((e) => e.month === month)
      return sumByCurrency(mine).map(({ currency, saved }) => ({
        month,
        plans: mine.filter((e) => e.currency === currency).length,
        saved: exact(`Saved in ${month}`, saved, currency, { polarity: 'good', formula, evidence }),
      }))
    }),
    taken_back: ledger.taken_back.map((x) => takenBackRow(x, names, now)),
    avoided: avoidedOf(ledger.carried_out),
    calibration,
  }
}

/** An amount of the statement: with its cents, so that a reader can add the rows up. */
const exact = (label: string, amount: Decimal, currency: string, notes: FactNotes): Fact => ({
  ...money(label, amount, currency, null, notes),
  text: formatMoney(amount, currency, 'always'),
})

function countersOf({ claimed, carried_out, now }: Ledger, total: SavingsView['totals'][number] | undefined): Counter[] {
  const holding = claimed.filter((x) => x.undone_since === null)
  const plans = claimed.map(ledgerPlan)
  const { rates, with_others } = claimedRate(plans, now)
  const watched = plans.filter((plan) => plan.undone_since === null && isWatched(plan, now)).length
  const [main, ...others] = rates
  return [
    {
      id: 'to_date',
      fact: total ?? words('Saved to date', 'not known yet'),
      note: total === undefined ? 'no change in place has a confirmed saving yet' : `${formatCount(claimed.length, 'plan')}, settled days only`,
      href: null,
    },
    {
      id: 'rate',
      fact:
        main === undefined
          ? words('Saving now', 'not known yet')
          : moneyPerMonth('Saving now', perMonth(main.saved), main.currency, {
              polarity: 'good',
              formula: 'sum of the claimed savings per day of plans that hold and are watched, times 30.4; what two plans share is counted once',
            }),
      note: [
        `${formatCount(watched, 'plan')} in force`,
        ...(watched === holding.length ? [] : [`${holding.length - watched} no longer watched`]),
        ...(with_others.length === 0 ? [] : [`${with_others.length} counted with an earlier one`]),
        ...others.map(({ currency, saved }) => `and ${formatRate(perMonth(saved), currency, 'month')}`),
      ].join(', '),
      href: '/verification',
    },
    {
      id: 'undone',
      fact: count('No longer hold', claimed.length - holding.length, 'plan'),
      note:
        carried_out.length === 0 ? 'no plan ran yet' : `of ${claimed.length} with a confirmed saving; ${formatCount(carried_out.length, 'plan')} ran in total`,
      href: null,
    },
  ]
}

function rowOf(x: ClaimedCase, mine: readonly LedgerEntry[], { elsewhere, now }: Ledger, names: Record<string, string>): SavingsRow {
  const { c, claim, undone_since, counted_to } = x
  const s = claim.savings
  const currency = s?.currency ?? c.currency
  const days = mine.reduce((n, e) => n + e.days, 0)
  const evidence = claim.evidence_ids
  const plan = c.plan?.expected_savings
  return {
    case_id: c.case_id,
    title: c.plan?.actions[0]?.title ?? c.headline,
    where: whereText(c.cost?.anomaly.scope ?? {}, names),
    template: [...new Set((c.plan?.actions ?? []).map((a) => templateWords(a.template)))].join(', '),
    executed_at: c.run?.finished_at ?? claim.at,
    state: undone_since === null ? 'holds' : 'undone',
    predicted:
      plan === undefined
        ? notKnown('Predicted', 'the case has no plan any more')
        : moneyPerDay('Predicted', perDay(plan.expected), plan.currency, { formula: plan.formula, evidence }),
    realized:
      s === null
        ? notKnown('Realized', 'no check has measured it')
        : moneyPerDay('Realized', s.point, s.currency, { polarity: 'good', formula: s.method, evidence }),
    interval: s === null ? 'not known' : `${formatRate(s.low, currency, 'day')} to ${formatRate(s.high, currency, 'day')}`,
    to_date: exact('Saved to date', add('0', ...mine.map((e) => e.saved)), currency, {
      polarity: 'good',
      evidence,
      formula: `sum over ${days} settled days of what would have been spent − what was spent`,
      window: counted_to === null ? null : `to ${formatDay(counted_to, now)}`,
    }),
    counted: `${formatCount(days, 'settled day')}${counted_to === null ? '' : `, read to ${formatDay(counted_to, now)}`}`,
    notes: [
      ...(claim.accepted_by === undefined
        ? []
        : [`${claim.accepted_by.name} accepted the difference: ${claim.accepted_by.because}. What was measured counts.`]),
      ...jointNotes(x),
      ...restatedNotes(x),
      ...(undone_since !== null || isWatched(ledgerPlan(x), now) ? [] : ['A saving is watched for 90 days. Whether this one still holds is not known.']),
      ...(undone_since === null ? [] : [`No longer holds: nothing is counted from ${formatDay(undone_since, now)} on.`]),
      ...elsewhere
        .filter((e) => e.case_id === c.case_id)
        .map((e) => `${formatCount(e.days, 'day')} counted with an earlier plan on the same resources or in the same slice of the bill.`),
    ],
  }
}

/** Plans that acted in one place of the bill cannot be told apart in it. */
function jointNotes({ claim }: ClaimedCase): string[] {
  const joint = claim.savings?.measured_on?.joint_with ?? []
  return joint.length === 0 ? [] : [`One figure for this plan and ${listed(joint)}, which acted in the same place: what each of them saved is not known.`]
}

/** A bill that came again has other days than the claim was measured on. */
function restatedNotes({ restated, claim, c }: ClaimedCase): string[] {
  if (restated === null) return []
  const rate = (amount: Decimal) => formatRate(amount, claim.savings?.currency ?? c.currency, 'day')
  return [
    `The bill was restated since this was claimed: the ${formatCount(restated.days, 'day')} that were measured now come to ${rate(restated.is)} saved, not ${rate(restated.was)}. What the bill says now counts.`,
  ]
}
