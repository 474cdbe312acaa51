import { moneyChange } from '@/lib/intents/fact'
import { formatCount } from '@/lib/kernel/format'
import { add, subtract } from '@/lib/kernel/money'
import { startOfDay } from '@/lib/kernel/time'
import { named } from '@/lib/kernel/word-table'
import type { ResourceChanges } from '@/schemas/evidence/resource-changes'
import { deployEvidence } from './deploy'
import { comparedDays, type DrawEvidence, firstRows, gapsOf, newestOf, notesOf } from './piece'

type Change = ResourceChanges['changes'][number]
const WHAT: Record<Change['what'], string> = { machine_type: 'Machine type', volume_type: 'Volume type', storage_class: 'Storage class' }

/** Resources that are billed as something else since the onset; where there are none, the changes that were recorded near it. */
export const configEvidence: DrawEvidence = (ctx) => {
  const found = newestOf(ctx, 'cost.resource_changes')
  if (found === undefined) return deployEvidence(ctx)
  const { body, id } = found
  const { scope, first_day } = ctx.file.anomaly
  const account = scope.sub_account_id ?? ''
  const { shown, more } = firstRows(body.changes, 'resource')
  return {
    part: {
      kind: 'evidence.deploy',
      title: `${formatCount(body.changes.length, 'resource')} became something else with the rise`,
      subtitle: comparedDays(body, ctx.now),
      more,
      gaps: gapsOf(ctx, id),
      onset: first_day,
      changes: shown.map((c) => ({
        title: `${c.resource_id}: ${c.from_usage_type}, now ${c.to_usage_type}`,
        type: WHAT[c.what],
        at: startOfDay(c.changed_on),
        offset: offset(c, first_day),
        place: named(ctx.names, account),
        href: null,
        is_counted: true,
      })),
      method: 'The same resource is billed as one thing before the onset and as another of its kind since.',
      score: 'score',
    },
    facts: {
      score: moneyChange('What they cost more', add('0', ...body.changes.map((c) => subtract(c.after_cost, c.before_cost))), body.currency, 'day', {
        ...notesOf(ctx, id),
        formula: 'cost of a day of each resource since − before, summed',
      }),
    },
  }
}

const offset = ({ changed_on }: Change, onset: string): string =>
  changed_on === onset ? 'on the day of the onset' : changed_on < onset ? 'the day before the onset' : 'the day after the onset'
