import { evidenceOf } from '@/lib/desks/cost/intents/case-context'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { type Facts, moneyPerDay } from '@/lib/intents/fact'
import { formatCount, formatDay } from '@/lib/kernel/format'
import { compareDecimal } from '@/lib/kernel/money'
import { addDays } from '@/lib/kernel/time'
import { type DrawEvidence, type EvidenceContext, firstRows, newestOf, notesOf } from './piece'

/** Resources that the bill shows for the first time around the onset, the dearest first. */
export const newResourcesEvidence: DrawEvidence = (ctx) => {
  const found = newestOf(ctx, 'cost.resource_costs')
  if (found === undefined) return null
  const { body, id } = found
  // Bills date a resource by its first full hour, so the day before belongs to the onset (rules/new-resource).
  const from = addDays(ctx.file.anomaly.first_day, -1)
  const fresh = body.resources.filter((r) => r.first_seen >= from)
  if (fresh.length === 0) return null
  const names = namesOf(ctx)
  const nameOf = (r: (typeof fresh)[number]): string => r.tags['Name'] ?? names.get(r.resource_id.split('/').at(-1) ?? '') ?? r.resource_id
  const dearest = fresh.toSorted((a, b) => compareDecimal(b.effective_cost_per_day, a.effective_cost_per_day) || (nameOf(a) < nameOf(b) ? -1 : 1))
  const { shown, more } = firstRows(dearest, 'resource')
  const notes = { ...notesOf(ctx, id), formula: 'mean effective cost per day since the onset' }
  const facts: Facts = Object.fromEntries(shown.map((r, i) => [`resource_${i}`, moneyPerDay(nameOf(r), r.effective_cost_per_day, body.currency, notes)]))
  return {
    part: {
      kind: 'table',
      title: `${body.is_cut ? 'At least ' : ''}${formatCount(fresh.length, 'resource')} first billed since ${formatDay(fresh.map((r) => r.first_seen).sort()[0] ?? from, ctx.now)}`,
      subtitle: `Cost per day since the onset, in ${body.currency}`,
      columns: columnsOf('Resource', 'Usage type', 'First billed', 'Team', '>Per day'),
      rows: shown.map((r, i) => ({
        href: null,
        cells: [
          cell(nameOf(r)),
          cell(r.usage_type),
          cell(formatDay(r.first_seen, ctx.now)),
          cell(r.tags['team'] ?? 'no team tag'),
          factCell(facts, `resource_${i}`),
        ],
      })),
      totals: null,
      more,
    },
    facts,
  }
}

/** What instances are called where the account was read; the bill has only their ids. */
const namesOf = ({ evidence }: EvidenceContext): Map<string, string> =>
  new Map(
    evidenceOf(evidence, 'cloud.instances').flatMap(({ body }) =>
      body.instances.flatMap((i) => (i.tags['Name'] === undefined ? [] : [[i.instance_id, i.tags['Name']] as const])),
    ),
  )
