import { environmentOf } from '@/lib/desks/cost/actions/checks/environment-of'
import { type Instance, isRunning, nonProduction, noOtherScheduler, STOP_CHECKS } from '@/lib/desks/cost/actions/checks/instance-checks'
import type { TargetCheck } from '@/lib/desks/cost/actions/checks/judge-targets'
import type { InstanceTarget } from '@/lib/desks/cost/actions/instance-targets'
import { sum } from '@/lib/desks/cost/actions/monthly-savings'
import { HOURS_PER_WEEK, hoursOn } from '@/lib/desks/cost/connectors/cloud/weekly-schedule'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { proposedHours } from '@/lib/desks/cost/plan/working-hours'
import { big } from '@/lib/kernel/money'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { Environment, RejectedCandidate } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Decimal } from '@/schemas/money'
import type { Day, Instant } from '@/schemas/time'
import { marginalRatio } from './marginal-ratio'
import { type Body, bodiesOf, COMPUTE_USAGE, type Price, pricesOf } from './priced-resources'

const REVIEW_AFTER_DAYS = 7
// A launch may be billed, and flagged, a day or two after it.
const LAUNCH_SLACK_DAYS = 3

const NEVER_OFF = { because: 'the working hours of the tenant leave no time at which it could be off', would_allow: 'shorter working hours in Settings' }

type Found = { candidates: Candidate[]; rejected: RejectedCandidate[] }
type Question = { evidence: readonly Evidence[]; currency: string; now: Instant /** Only instances launched since then; null takes all. */; since: Day | null }
type Recipe = {
  template: 'schedule_nonprod' | 'stop_idle_ec2'
  checks: readonly TargetCheck<Instance, { now: Instant }>[]
  ownParams(evidence: readonly Evidence[]): Record<string, unknown>
}

const RECIPES: readonly Recipe[] = [
  { template: 'schedule_nonprod', checks: [nonProduction, ...STOP_CHECKS, noOtherScheduler], ownParams: (evidence) => ({ schedule: proposedHours(evidence) }) },
  { template: 'stop_idle_ec2', checks: [...STOP_CHECKS, isRunning, noOtherScheduler], ownParams: () => ({ review_after_days: REVIEW_AFTER_DAYS }) },
]

/** Idle instances of the case, one candidate per account, region and environment. Every instance that is left out says why. */
export function instanceCandidates(template: Recipe['template'], q: Question): Found {
  const recipe = RECIPES.find((r) => r.template === template)
  if (recipe === undefined) return { candidates: [], rejected: [] }
  const prices = pricesOf(bodiesOf(q.evidence, 'cost.resource_costs'), COMPUTE_USAGE)
  const found: Found = { candidates: [], rejected: [] }
  for (const inventory of bodiesOf(q.evidence, 'cloud.instances')) {
    const concerned = inventory.instances.filter((i) => i.state !== 'terminated' && i.state !== 'shutting-down' && isNew(i, q.since))
    const fit = concerned.filter((i) => {
      const objection = objectionTo(i, recipe, prices, q.now)
      if (objection !== null) found.rejected.push({ template, target: labelOf(i), ...objection })
      return objection === null
    })
    if (template === 'schedule_nonprod' && hoursOn(proposedHours(q.evidence)) >= HOURS_PER_WEEK) {
      found.rejected.push(...fit.map((i) => ({ template, target: labelOf(i), ...NEVER_OFF })))
      continue
    }
    for (const group of groupsOf(fit)) found.candidates.push(toCandidate(recipe, inventory, group, prices, q))
  }
  return found
}

const isNew = (i: Instance, since: Day | null): boolean => since === null || dayOf(i.launched_at) >= addDays(since, -LAUNCH_SLACK_DAYS)

function objectionTo(i: Instance, recipe: Recipe, prices: Map<string, Price>, now: Instant): { because: string; would_allow: string } | null {
  for (const check of recipe.checks) {
    const objection = check.judge(i, { now })
    if (objection !== null) return { because: objection.because, would_allow: check.remedy }
  }
  return prices.has(i.instance_id) ? null : { because: 'not known: what the bill charges for it', would_allow: 'a bill with resource ids' }
}

type Group = { region_id: string; environment: Environment; instances: Instance[] }

function groupsOf(instances: readonly Instance[]): Group[] {
  const groups = new Map<string, Group>()
  for (const i of instances) {
    const environment = environmentOf(i.tags)
    const key = `${i.region_id} ${environment}`
    groups.set(key, { region_id: i.region_id, environment, instances: [...(groups.get(key)?.instances ?? []), i] })
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

function toCandidate(recipe: Recipe, inventory: Body<'cloud.instances'>, group: Group, prices: Map<string, Price>, q: Question): Candidate {
  const targets = group.instances.map((i) => toTarget(i, prices)).sort(costliestFirst)
  const [effective, list] = [sum(targets.map((t) => t.effective_cost_per_day)), sum(targets.map((t) => t.list_cost_per_day))]
  const marginal_ratio = marginalRatio(effective, list, bodiesOf(q.evidence, 'cost.commitment_use'))
  const cited = group.instances.flatMap((i) => prices.get(i.instance_id)?.evidence_id ?? [])
  const cpu_p95_pct = Math.max(...group.instances.map((i) => i.cpu_p95_pct ?? 0))
  return {
    template: recipe.template,
    params: {
      account_id: inventory.account_id,
      region_id: group.region_id,
      environment: group.environment,
      ...recipe.ownParams(q.evidence),
      targets,
      currency: q.currency,
      marginal_ratio,
    },
    reasons: [
      {
        code: 'instances_do_no_work',
        facts: { instances: targets.length, cpu_p95_pct, cost_per_day: effective, currency: q.currency },
        evidence_ids: [...new Set([inventory.evidence_id, ...cited])],
      },
    ],
  }
}

function toTarget(i: Instance, prices: Map<string, Price>): InstanceTarget {
  const price = prices.get(i.instance_id)
  const zero: Decimal = '0'
  return {
    arn: i.arn,
    instance_id: i.instance_id,
    label: labelOf(i),
    instance_type: i.instance_type,
    effective_cost_per_day: price?.effective ?? zero,
    list_cost_per_day: price?.list ?? zero,
  }
}

const labelOf = (i: Instance): string => i.tags['Name'] ?? i.instance_id
const costliestFirst = (a: InstanceTarget, b: InstanceTarget): number =>
  big(b.effective_cost_per_day).cmp(a.effective_cost_per_day) || (a.label < b.label ? -1 : 1)
