import { formatPct } from '@/lib/kernel/format'
import type { Plan } from '@/schemas/action'

/** What came of earlier plans of one template. */
export type TrackRecord = { plans: number; saved: number; rolled_back: number; median_ratio: number | null }

/** By template; null where nobody has looked them up. */
type Known = { records: Readonly<Record<string, TrackRecord>> | null }

/** "3 of 3 plans saved, median 97 % of predicted": what the next approver may expect. Null when nobody has looked it up. */
export function trackRecord({ records }: Known, template: string): string | null {
  if (records === null) return null
  const r = records[template]
  if (r === undefined) return 'first use here: no plan of this template has been checked to an end'
  const parts = [
    `${r.saved} of ${r.plans} ${r.plans === 1 ? 'plan' : 'plans'} saved`,
    r.median_ratio === null ? 'how much of what was predicted is not known' : `median ${formatPct(r.median_ratio * 100)} of predicted`,
    ...(r.rolled_back === 0 ? [] : [`${r.rolled_back} rolled back`]),
  ]
  return parts.join(', ')
}

/** The record of every template of a plan in one text; the template is named where there are several. */
export function planRecord(ctx: Known, plan: Plan): string | null {
  const templates = [...new Set(plan.actions.map((a) => a.template))]
  const said = templates.flatMap((template) => {
    const text = trackRecord(ctx, template)
    return text === null ? [] : [templates.length === 1 ? text : `${template.replaceAll('_', ' ')}: ${text}`]
  })
  return said.length === 0 ? null : said.join('; ')
}
