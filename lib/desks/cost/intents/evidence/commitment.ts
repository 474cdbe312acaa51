import { moneyPerDay, notKnown, pct } from '@/lib/intents/fact'
import { formatDay, formatPct } from '@/lib/kernel/format'
import { add, compareDecimal, subtract } from '@/lib/kernel/money'
import { mean } from '@/lib/kernel/stats'
import type { CommitmentUse } from '@/schemas/evidence/cost'
import type { DayRange } from '@/schemas/time'
import { comparedDays, type DrawEvidence, type EvidenceContext, firstRows, gapsOf, newestOf, notesOf, pairIds, pairPerDay, ratioFact } from './piece'

const NOTHING_ELIGIBLE = 'there was no usage that a commitment could cover'

/** Coverage and utilisation on both sides of the onset, what spilled to on-demand prices, and which commitment ended. */
export const commitmentEvidence: DrawEvidence = (ctx) => {
  const found = newestOf(ctx, 'cost.commitment_use')
  if (found === undefined) return null
  const { body, id } = found
  const notes = notesOf(ctx, id)
  const covered = (side: 'before' | 'after') => add('0', ...body.commitments.map((c) => c[`covered_list_cost_${side}`]))
  const spill = (side: 'before' | 'after') =>
    moneyPerDay(`On-demand spill, ${side === 'before' ? 'before' : 'since'}`, subtract(body[`eligible_list_cost_${side}`], covered(side)), body.currency, {
      ...notes,
      formula: 'eligible usage at list price − the part that commitments covered',
    })
  const formula = 'covered ÷ eligible usage, both at list price'
  const { shown, more } = firstRows(ranked(body), 'commitment')
  return {
    part: {
      kind: 'evidence.commitment',
      title: finding(body),
      subtitle: `${comparedDays(body, ctx.now)}, in ${body.currency}`,
      more,
      gaps: gapsOf(ctx, id),
      coverage: pairIds('coverage'),
      utilisation: pairIds('utilisation'),
      spill: pairIds('spill'),
      commitments: shown.map((c, i) => ({
        label: c.commitment_discount_id.split('/').at(-1) ?? c.commitment_discount_id,
        type: c.commitment_discount_type,
        ...endOf(c, ctx),
        ...pairIds(`covered_${i}`),
      })),
    },
    facts: {
      coverage_before: ratioFact('Coverage, before', body.coverage_ratio_before, NOTHING_ELIGIBLE, { ...notes, formula }),
      coverage_after: ratioFact('Coverage, since', body.coverage_ratio_after, NOTHING_ELIGIBLE, { ...notes, formula }),
      utilisation_before: utilisation(ctx, body, 'before'),
      utilisation_after: utilisation(ctx, body, 'after'),
      spill_before: spill('before'),
      spill_after: spill('after'),
      ...Object.assign(
        {},
        ...shown.map((c, i) =>
          pairPerDay(`covered_${i}`, 'Usage covered', [c.covered_list_cost_before, c.covered_list_cost_after], body.currency, {
            ...notes,
            formula: 'list price of the usage that it paid for, per day',
          }),
        ),
      ),
    },
  }
}

// The commitment that lost most first.
const ranked = ({ commitments }: CommitmentUse) =>
  commitments.toSorted((a, b) => compareDecimal(lost(b), lost(a)) || (a.commitment_discount_id < b.commitment_discount_id ? -1 : 1))
const lost = (c: CommitmentUse['commitments'][number]) => subtract(c.covered_list_cost_before, c.covered_list_cost_after)

function endOf({ ends_on }: CommitmentUse['commitments'][number], { file, now }: EvidenceContext): { ends: string; has_ended: boolean } {
  if (ends_on === null) return { ends: 'not known: the bill does not say when', has_ended: false }
  const has_ended = ends_on <= file.anomaly.last_day
  return { ends: `${has_ended ? 'ended' : 'ends'} ${formatDay(ends_on, now)}`, has_ended }
}

function finding({ coverage_ratio_before: was, coverage_ratio_after: is }: CommitmentUse): string {
  if (was === null || is === null) return 'Commitments and what they cover'
  const [before, after] = [formatPct(was * 100), formatPct(is * 100)]
  if (before === after) return `Coverage stayed at ${after} of eligible usage`
  return `Coverage ${is < was ? 'fell' : 'rose'} from ${before} to ${after} of eligible usage`
}

/** Only the provider says how much of what was bought was used. */
function utilisation(ctx: EvidenceContext, body: CommitmentUse, side: 'before' | 'after') {
  const label = `Utilisation, ${side === 'before' ? 'before' : 'since'}`
  const found = newestOf(ctx, 'cost.provider_commitments')
  if (found === undefined) return notKnown(label, 'Cost Explorer was not asked')
  const is_plan = /saving/i.test(ranked(body)[0]?.commitment_discount_type ?? 'Savings Plan')
  const inside = (day: string, range: DayRange) => day >= range.start && day < range.end
  const values = found.body.days
    .filter((d) => inside(d.day, body[side]))
    .flatMap((d) => (is_plan ? d.savings_plan_utilization_ratio : d.reservation_utilization_ratio) ?? [])
  const notes = { ...notesOf(ctx, found.id), formula: `mean of ${values.length} days that had something bought` }
  return values.length === 0 ? notKnown(label, 'nothing was bought on these days', notes) : pct(label, mean(values) * 100, notes)
}
