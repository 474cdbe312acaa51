import { environmentOf } from '@/lib/desks/cost/actions/checks/environment-of'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { Big, toDecimal } from '@/lib/kernel/money'
import type { Environment } from '@/schemas/action'
import type { DatabaseInventory } from '@/schemas/evidence/cloud'
import type { Evidence } from '@/schemas/evidence/evidence'
import { marginalRatio } from './marginal-ratio'
import { bodiesOf, pricesOf } from './priced-resources'
import { smallerType } from './smaller-type'

type Database = DatabaseInventory['databases'][number]
type Template = 'stop_rds' | 'rightsize_rds'

// Instance hours; storage, requests and backups go on whatever the class.
export const INSTANCE_USAGE = /(?:InstanceUsage|Multi-AZUsage):db\./
export const MAY_STOP: readonly Environment[] = ['dev', 'test', 'stage']
// AWS starts a stopped database again after a week.
const STOPPED_DAYS = 7
// As the action asks: room above the busiest hour.
const CPU_ROOM = 1.3
const MEMORY_ROOM = 1.2

/** Databases outside production that nobody connected to, to be stopped; or those that fit into half their class at their busiest, to be made smaller. */
export function databaseCandidates(template: Template, q: { evidence: readonly Evidence[]; currency: string }): Candidate[] {
  const prices = pricesOf(bodiesOf(q.evidence, 'cost.resource_costs'), INSTANCE_USAGE)
  return bodiesOf(q.evidence, 'cloud.databases').flatMap(({ account_id, region_id, databases, types, evidence_id }) =>
    databases.flatMap((d): Candidate[] => {
      const price = prices.get(d.arn)
      const own = template === 'stop_rds' ? stopped(d) : smaller(d, types)
      if (price === undefined || own === null || d.status !== 'available' || d.is_cluster_member || d.is_replicated) return []
      const cost = { effective_cost_per_day: price.effective, list_cost_per_day: price.list }
      const target = { arn: d.arn, label: d.db_instance_id, db_instance_id: d.db_instance_id, ...cost, ...own.target }
      const marginal_ratio = marginalRatio(price.effective, price.list, bodiesOf(q.evidence, 'cost.commitment_use'))
      const place = { account_id, region_id, environment: environmentOf(d.tags), currency: q.currency }
      return [
        {
          template,
          params: { ...place, ...own.params, marginal_ratio, targets: [target] },
          reasons: [{ code: own.code, facts: { database: d.db_instance_id, ...own.facts }, evidence_ids: [...new Set([evidence_id, price.evidence_id])] }],
        },
      ]
    }),
  )
}

function stopped(d: Database) {
  if (d.connections_most !== 0 || !MAY_STOP.includes(environmentOf(d.tags))) return null
  return { code: 'nobody_connected', params: { days: STOPPED_DAYS }, target: {}, facts: { days: STOPPED_DAYS } }
}

function smaller(d: Database, types: DatabaseInventory['types']) {
  const family = d.instance_class.replace(/^db\./, '')
  const [from, to] = [family, smallerType(family)].map((name) => types.find((t) => t.instance_type === name))
  if (from === undefined || to === undefined || d.cpu_p99_pct === null || d.free_memory_least_mib === null) return null
  const used_mib = from.memory_mib - d.free_memory_least_mib
  if ((d.cpu_p99_pct / 100) * from.vcpus * CPU_ROOM > to.vcpus || used_mib * MEMORY_ROOM > to.memory_mib) return null
  const to_class = `db.${to.instance_type}`
  const saved_share = toDecimal(new Big(1).minus(new Big(to.vcpus).div(from.vcpus)).round(6))
  return {
    code: 'fits_a_smaller_class',
    params: { apply_immediately: false },
    target: { to_class, vcpus: from.vcpus, to_vcpus: to.vcpus, memory_mib: from.memory_mib, to_memory_mib: to.memory_mib, saved_share },
    facts: { from: d.instance_class, to: to_class, cpu_p99_pct: d.cpu_p99_pct },
  }
}
