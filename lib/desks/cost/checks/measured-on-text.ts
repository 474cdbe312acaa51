import { scopeLabel } from '@/lib/desks/cost/phrases'
import { formatCount } from '@/lib/kernel/format'
import type { MeasuredOn, RungRefusal, SavingsRung } from '@/schemas/verification'

const RUNG: Record<SavingsRung, string> = { resources: 'its resources', slice: 'the slice of its incident', series: 'its account and service' }

const REASON: Record<RungRefusal['reason'], string> = {
  not_billed: 'the bill names none of them',
  partly_billed: 'the bill names only some of them',
  names_ended: 'there are days since the change on which the bill names no resources',
  short_history: 'the bill tells of it for less than 14 days before the change',
  other_plan: 'another plan acted there',
  moves_out: 'the change is billed as another usage, outside of it',
  replaced: 'other resources began in the slice that cost half of what these saved or more',
  fell_further: 'it fell by more than these resources did, which is not theirs',
  contradicted: 'the slice of the incident did not fall by as much, so cost went elsewhere in it',
}

/** In which place of the bill a saving was measured, why in no finer one, and what else counts in its figure. Empty where nothing is told of it. */
export function measuredOnText(on: MeasuredOn | undefined): string {
  if (on === undefined) return ''
  const began = on.began_beside?.length ?? 0
  const beside = began === 0 ? '' : ` and of ${began} that began beside them`
  const where = on.rung === 'resources' ? `the lines of its ${formatCount(on.resource_ids.length - began, 'resource')}${beside}` : RUNG[on.rung]
  return [
    `Measured on ${where}.`,
    ...on.refused.map(({ rung, reason, case_ids }) => `Not on ${RUNG[rung]}: ${REASON[reason]}${case_ids.length === 0 ? '' : ` (${listed(case_ids)})`}.`),
    ...(on.joint_with.length === 0 ? [] : [`One figure for this plan and ${listed(on.joint_with)}, which acted in the same place.`]),
    ...(on.commitment_ids.length === 0 ? [] : [unusedText(on.freed_with ?? [])]),
    ...(on.control === null ? [] : [controlText(on.control)]),
    ...(on.came_apart === undefined ? [] : [apartText(on.came_apart)]),
  ].join(' ')
}

// A text that names every plan of a busy account would be read by nobody; the check holds them all.
const MOST_NAMED = 3
export const listed = (ids: readonly string[]): string =>
  [...ids.slice(0, MOST_NAMED), ...(ids.length > MOST_NAMED ? [`${ids.length - MOST_NAMED} more`] : [])].join(', ')

const unusedText = (freed_with: readonly string[]): string =>
  `What its commitments were left unused since then counts as cost, up to what they paid for there${freed_with.length === 0 ? '' : `, by its share beside ${formatCount(freed_with.length, 'resource')} of other plans that freed them, too`}.`

const controlText = ({ scope, correlation, ratio, others = 0, least, most }: NonNullable<MeasuredOn['control']>): string => {
  const slices = `${scopeLabel(scope, {})}${others === 0 ? '' : ` and ${others} more`}`
  const came = others === 0 ? 'it came to' : least === undefined ? 'without the dearest of them they came to' : 'the middle of them came to'
  const each = least === undefined || most === undefined ? '' : `, each to between ${least.toFixed(3)} and ${most.toFixed(3)}`
  return `Held against ${slices}, which nothing touched and which moved alike before (correlation ${correlation.toFixed(2)}): ${came} ${ratio.toFixed(3)} times what was expected${each}.`
}

const apartText = ({ slices, least, most }: NonNullable<MeasuredOn['came_apart']>): string =>
  `Held against none of the ${slices} untouched slices that moved alike before: they came to between ${least.toFixed(3)} and ${most.toFixed(3)} times what was expected, so some of them moved by themselves.`
