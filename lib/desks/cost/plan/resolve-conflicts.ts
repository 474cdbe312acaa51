import { formatCount } from '@/lib/kernel/format'
import type { Environment, RejectedCandidate } from '@/schemas/action'
import { COST_ACTIONS } from '../actions/catalogue'
import { type Candidate, MAX_TARGETS } from './proposal'

type Found = { candidates: Candidate[]; rejected: RejectedCandidate[] }
type Target = Candidate['params']['targets'][number]

// A tag neither saves anything nor stands in the way of another action.
const FREE_OF_CONFLICT: readonly string[] = ['tag_owner']

/**
 * One action per resource and no more targets than one plan may touch: in all, as many as the most delicate of its environments lets be changed, which is what policy asks.
 * The candidates come in order of preference: the first to name a resource keeps it, because the savings of two actions on one resource must never be added up.
 */
export function resolveConflicts(groups: readonly Found[], limits: Readonly<Record<Environment, number>> = MAX_TARGETS): Found {
  const taken = new Map<string, string>()
  let [kept_so_far, tightest] = [0, null as Environment | null]
  const candidates: Candidate[] = []
  const rejected = groups.flatMap((group) => group.rejected)
  for (const candidate of groups.flatMap((group) => group.candidates)) {
    const { template, params } = candidate
    const is_free = FREE_OF_CONFLICT.includes(template)
    const environment = params['environment'] as Environment // every template of the catalogue has one
    const bound = tightest === null || limits[environment] < limits[tightest] ? environment : tightest
    // What accompanies the others makes a plan no larger.
    const is_counted = COST_ACTIONS[template]?.accompanies !== true
    const room = is_counted ? Math.max(0, limits[bound] - kept_so_far) : params.targets.length
    const wanted = params.targets.filter((t) => is_free || !taken.has(t.arn))
    const kept = wanted.slice(0, room)
    rejected.push(...conflicts(template, params.targets, wanted, taken), ...beyond(template, wanted.slice(room), bound, limits[bound]))
    if (kept.length === 0) continue
    if (is_counted) [kept_so_far, tightest] = [kept_so_far + kept.length, bound]
    if (!is_free) for (const target of kept) taken.set(target.arn, template)
    candidates.push({ ...candidate, params: { ...params, targets: kept } })
  }
  return { candidates, rejected }
}

function conflicts(template: string, all: readonly Target[], wanted: readonly Target[], taken: ReadonlyMap<string, string>): RejectedCandidate[] {
  return all
    .filter((target) => !wanted.includes(target))
    .map((target) => ({
      template,
      target: target.label,
      because: `${(taken.get(target.arn) ?? '').replaceAll('_', ' ')} is proposed for the same resource, and their savings overlap`,
      would_allow: 'the proposed action is denied',
    }))
}

const beyond = (template: string, targets: readonly Target[], environment: Environment, most: number): RejectedCandidate[] =>
  targets.map((target) => ({
    template,
    target: target.label,
    because: `one plan touches at most ${formatCount(most, 'resource')} in ${environment}`,
    would_allow: null,
    left_for: 'another_plan',
  }))
