import { startOfDay } from '@/lib/kernel/time'
import type { Plan, PlanAction } from '@/schemas/action'
import { CostEvidence } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { PlanTargets } from '@/schemas/evidence/plan-targets'
import type { Instant } from '@/schemas/time'
import { COST_ACTIONS } from '../actions/catalogue'
import { anomalyArn } from '../connectors/cloud/ports/anomaly-port'

type Known = { tags: Record<string, string>; since: Instant | null }

/** What this desk's evidence says about the resources that a plan would change. A resource that no evidence holds has no tags, which policy reads as protected. */
export function planTargets(plan: Plan, evidence: readonly Evidence[]): PlanTargets {
  const bodies = evidence.flatMap((e) => CostEvidence.safeParse(e.body).data ?? [])
  const arns = [...new Set(plan.actions.flatMap((a) => a.targets.map((t) => t.arn)))].sort()
  return {
    kind: 'plan.targets',
    plan_hash: plan.plan_hash,
    targets: arns.map((arn) => {
      const known = find(arn, bodies)
      return { arn, tags: known?.tags ?? null, since: known?.since ?? null }
    }),
    invalid_actions: plan.actions.filter((a) => !isBindable(a)).map((a) => a.action_id),
  }
}

/** Whether the template still takes these parameters. */
function isBindable(action: PlanAction): boolean {
  try {
    return COST_ACTIONS[action.template]?.bind(action.params) !== undefined
  } catch {
    return false
  }
}

/** Everything known about one resource: live inventories by their ARN, the bill by whatever id it uses. The latest beginning counts. */
function find(arn: string, bodies: readonly CostEvidence[]): Known | undefined {
  const found = bodies.flatMap((body): Known[] => {
    if (body.kind === 'cloud.instances') return body.instances.filter((i) => i.arn === arn).map((i) => ({ tags: i.tags, since: i.launched_at }))
    if (body.kind === 'cloud.volumes') return body.volumes.filter((v) => v.arn === arn).map((v) => ({ tags: v.tags, since: null }))
    if (body.kind === 'cloud.resources') return body.resources.filter((r) => r.arn === arn).map((r) => ({ tags: r.tags, since: r.since }))
    if (body.kind === 'k8s.requests') return body.containers.filter((c) => c.arn === arn).map((c) => ({ tags: c.labels, since: c.since }))
    if (body.kind === 'cloud.databases') return body.databases.filter((d) => d.arn === arn).map((d) => ({ tags: d.tags, since: d.since }))
    if (body.kind === 'cloud.buckets') return body.buckets.filter((b) => b.arn === arn).map((b) => ({ tags: b.tags, since: null }))
    if (body.kind === 'cloud.scaling_groups') return body.groups.filter((g) => g.arn === arn).map((g) => ({ tags: g.tags, since: g.since }))
    if (body.kind === 'cost.budget_status')
      return body.budgets.filter((b) => arn === `arn:aws:budgets::${body.account_id}:budget/${b.name}`).map((b) => ({ tags: b.tags, since: null }))
    // Nothing can be tagged there, and so nothing protects it.
    if (body.kind === 'cost.provider_anomalies')
      return body.anomalies.filter((a) => arn === anomalyArn(body.account_id ?? '', a.anomaly_id)).map((a) => ({ tags: {}, since: startOfDay(a.start) }))
    if (body.kind !== 'cost.resource_costs') return []
    return body.resources.filter((r) => isSame(arn, r.resource_id)).map((r) => ({ tags: r.tags, since: startOfDay(r.first_seen) }))
  })
  if (found.length === 0) return undefined
  const since =
    found
      .flatMap((k) => k.since ?? [])
      .sort()
      .at(-1) ?? null
  return { tags: Object.assign({}, ...found.map((k) => k.tags)), since }
}

const isSame = (arn: string, resource_id: string): boolean => arn === resource_id || arn.endsWith(`/${resource_id}`) || arn.endsWith(`:${resource_id}`)
