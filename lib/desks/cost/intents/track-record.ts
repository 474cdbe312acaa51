import { usuallyReached } from '@/lib/desks/cost/plan/realization-prior'
import { templateWords } from '@/lib/intents/code-words'
import { type Facts, moneyPerMonth, words } from '@/lib/intents/fact'
import { formatPct } from '@/lib/kernel/format'
import { big } from '@/lib/kernel/money'
import type { Plan } from '@/schemas/action'

/** What came of earlier plans of one template. */
export type TrackRecord = { plans: number; saved: number; rolled_back: number; measured: number; median_ratio: number | null; joint?: number }

/** By template; null where nobody has looked them up. */
type Known = { records: Readonly<Record<string, TrackRecord>> | null }

/** "3 of 3 plans saved, median 97 % of predicted": what the next approver may expect. Null when nobody has looked it up. */
export function trackRecord({ records }: Known, template: string): string | null {
  if (records === null) return null
  const r = records[template]
  const joint = r?.joint ?? 0
  const left_out = joint === 0 ? [] : [`${joint} more measured together with other plans, which is no one plan’s saving`]
  if (r?.plans === 0) return `nothing is known of this template alone: ${joint} measured together with other plans, which is no one plan’s saving`
  if (r === undefined) return 'first use here: no similar plan has completed its checks'
  const parts = [
    `${r.saved} of ${r.plans} ${r.plans === 1 ? 'plan' : 'plans'} saved`,
    r.median_ratio === null ? 'how much of what was predicted is not known' : `median ${formatPct(r.median_ratio * 100)} of predicted`,
    ...(r.rolled_back === 0 ? [] : [`${r.rolled_back} rolled back`]),
    ...left_out,
  ]
  return parts.join(', ')
}

/** What came of plans like this one, for whoever is asked to sign: what they usually save, and their record. Nothing where nobody has looked it up. */
export function recordFacts(ctx: Known, plan: Plan): Facts {
  const record = planRecord(ctx, plan)
  const formula =
    'plans of the same template here that were checked to an end; realized ÷ predicted, without savings that were measured together with those of other plans'
  return { ...usualSaving(ctx, plan), ...(record === null ? {} : { record: words('Track record', record, { formula }) }) }
}

/** The record of every template of a plan in one text; the template is named where there are several. */
function planRecord(ctx: Known, plan: Plan): string | null {
  const templates = [...new Set(plan.actions.map((a) => a.template))]
  const said = templates.flatMap((template) => {
    const text = trackRecord(ctx, template)
    return text === null ? [] : [templates.length === 1 ? text : `${templateWords(template)}: ${text}`]
  })
  return said.length === 0 ? null : said.join('; ')
}

/** What plans of these templates usually save, beside what this one is expected to. */
function usualSaving({ records }: Known, plan: Plan): Facts {
  if (records === null || big(plan.expected_savings.expected).lte(0)) return {}
  const formula =
    'expected saving × the share that plans of each template reached here, (8 + measured plans × median share) ÷ (10 + measured plans): 80 % before the first was measured'
  const notes = { evidence: plan.evidence_ids, formula, polarity: 'good' as const, as_of: plan.made_at }
  return { saving_usual: moneyPerMonth('Typical outcome', usuallyReached(plan.actions, records), plan.expected_savings.currency, notes) }
}
