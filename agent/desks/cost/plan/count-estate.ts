import { sharePerDayPct } from '@/lib/commands/asking-policy/tenant-limits'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { RESOURCE_KINDS, type ResourceKind } from '@/lib/desks/cost/connectors/cloud/ports/count-port'
import { makeEvidence } from '@/lib/evidence/make'
import { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import type { Plan, PlanAction } from '@/schemas/action'
import { ContainerRequests } from '@/schemas/evidence/cloud'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { PlanEstate } from '@/schemas/evidence/plan-estate'
import type { TenantSettings } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'

// These have no region: the whole account is counted wherever it is asked.
const EVERYWHERE: readonly string[] = ['bucket', 'budget']
const KIND_OF_TEMPLATE: PlanEstate['kinds'] = Object.fromEntries(Object.values(COST_ACTIONS).map((t) => [t.id, t.target_kind]))

/**
 * What each template changes, as far as this plan uses it: a schedule is one of instances or of databases. Where a plan has both, nobody can count them as one
 * kind, and the belt lets neither through without a count.
 */
function kindsOf(plan: Plan): PlanEstate['kinds'] {
  const kinds = { ...KIND_OF_TEMPLATE }
  for (const { template } of plan.actions) {
    const own = plan.actions.filter((a) => a.template === template).map(kindOf)
    kinds[template] = [...new Set(own)].sort().join(' or ')
  }
  return kinds
}

/**
 * How many resources of each kind there are where a plan would change some, as far as the tenant asks for a share of them (a belt); nothing where it asks for none.
 *
 * The regions that the plan touches have to be counted, or the count is null; the others of the account are counted as far as they answer. Containers are those
 * that the plan's evidence measures. What a count leaves out stands beside it.
 */
export async function countEstate(
  cloud: CloudPort,
  plan: Plan,
  settings: TenantSettings,
  now: Instant,
  evidence: readonly Evidence[] = [],
): Promise<Evidence[]> {
  const pct = sharePerDayPct(settings)
  const kinds = kindsOf(plan)
  const changing = plan.actions.filter((a) => a.reversibility !== 'R0' && pct[a.environment] < 100)
  if (changing.length === 0) return []
  const counts: PlanEstate['counts'] = []
  for (const { account_id, resource_kind, regions } of touchedKinds(changing, kinds)) {
    const connected = settings.accounts.find((a) => a.account_id === account_id)?.regions ?? []
    const count =
      resource_kind === 'container'
        ? measuredContainers(account_id, evidence)
        : await countAccount(cloud, { account_id, touched: regions, connected }, resource_kind)
    counts.push({ account_id, resource_kind, ...count })
  }
  const source = { connector: cloud.connector, query: `plan_estate(${plan.plan_hash})`, data_version: null, retrieved_at: now }
  const gaps = counts.filter((c) => c.count === null).map((c) => `not known: how many ${c.resource_kind}s account ${c.account_id} holds`)
  return [makeEvidence({ source, body: { kind: 'plan.estate' as const, kinds, counts }, gaps, completeness: gaps.length === 0 ? 1 : 0.9 })]
}

/** Each account and kind of resource that these actions change, in order, with the regions that they touch. */
function touchedKinds(actions: readonly PlanAction[], kinds: PlanEstate['kinds']): { account_id: string; resource_kind: string; regions: string[] }[] {
  const touched = new Map<string, { account_id: string; resource_kind: string; regions: Set<string> }>()
  for (const { account_id, template, region_id } of actions) {
    const key = `${account_id} ${kinds[template]}`
    const known = touched.get(key) ?? { account_id, resource_kind: kinds[template] ?? template, regions: new Set<string>() }
    touched.set(key, { ...known, regions: known.regions.add(region_id) })
  }
  return [...touched].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { regions, ...of }]) => ({ ...of, regions: [...regions].sort() }))
}

/** Of an action that the present template does not take, what the template says of all. */
function kindOf({ template, params }: PlanAction): string {
  try {
    return COST_ACTIONS[template]?.bind(params).facts.target_kind ?? template
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return KIND_OF_TEMPLATE[template] ?? template
  }
}

type Count = Pick<PlanEstate['counts'][number], 'count' | 'not_counted'>

type Account = { account_id: string; touched: readonly string[]; connected: readonly string[] }

async function countAccount(cloud: CloudPort, { account_id, touched, connected }: Account, kind: string): Promise<Count> {
  if (EVERYWHERE.includes(kind)) return { count: await countIn(cloud, account_id, touched.slice(0, 1), kind) }
  const count = await countIn(cloud, account_id, touched, kind)
  if (count === null) return { count }
  const beside = connected.filter((region) => !touched.includes(region))
  const others = await Promise.all(beside.map(async (region) => ({ region, count: await countIn(cloud, account_id, [region], kind) })))
  const counted = [...touched, ...others.flatMap((o) => (o.count === null ? [] : [o.region]))].sort()
  return { count: count + others.reduce((sum, o) => sum + (o.count ?? 0), 0), not_counted: `counted in ${counted.join(', ')}; other regions are not counted` }
}

/** The costliest containers of the account's clusters are what is measured: fewer than there are, so that the share of them is on the safe side. */
function measuredContainers(account_id: string, evidence: readonly Evidence[]): Count {
  const measured = evidence.flatMap((e) => (e.kind === 'k8s.requests' ? [ContainerRequests.parse(e.body)] : [])).filter((r) => r.account_id === account_id)
  if (measured.length === 0) return { count: null }
  const arns = new Set(measured.flatMap((r) => r.containers.map((c) => c.arn)))
  return { count: arns.size, not_counted: `the costliest containers of ${measured.map((r) => r.cluster).join(', ')}; others are not counted` }
}

async function countIn(cloud: CloudPort, account_id: string, regions: readonly string[], resource_kind: string): Promise<number | null> {
  const kind = RESOURCE_KINDS.find((k): k is ResourceKind => k === resource_kind)
  if (kind === undefined) return null
  try {
    let count = 0
    for (const region_id of regions) {
      const here = await cloud.countResources({ account_id, region_id }, kind)
      if (here === null) return null
      count += here
    }
    return count
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'provider_down') throw error
    log.warn('resources could not be counted', { account_id, resource_kind })
    return null
  }
}
