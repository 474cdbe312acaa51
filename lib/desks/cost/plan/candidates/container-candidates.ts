import { environmentOf } from '@/lib/desks/cost/actions/checks/environment-of'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import type { RejectedCandidate } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import { bodiesOf } from './priced-resources'

// As the action asks: room above the most that was used, over two weeks.
const ROOM = 1.15
const LEAST_DATA_DAYS = 14
// Less is not worth that pods are replaced.
const LEAST_GAIN = 0.2
// The action takes no more at once.
const MOST_TARGETS = 5

/** Containers that reserve at least a fifth more than they need with room, in amounts that the action takes. What leaves the bill is 0 until nodes go, which is another action. */
export function containerCandidates(q: Question): { candidates: Candidate[]; rejected: RejectedCandidate[] } {
  const all = readyCandidates(q)
  const rejected = all
    .filter((c) => !c.can_change)
    .map(({ candidate: { template, params } }) => ({ template, target: params.targets.map((t) => t.label).join(', '), ...NO_TOKEN }))
  return { candidates: all.filter((c) => c.can_change).map((c) => c.candidate), rejected }
}

/** The same of clusters in which nothing may be changed from here: what a person is asked to do. */
export const containerProposals = (q: Question): Candidate[] => readyCandidates(q).flatMap((c) => (c.can_change ? [] : [c.candidate]))

type Question = { evidence: readonly Evidence[]; currency: string; region_id: string }
const NO_TOKEN = {
  because: 'no token is named that may change the cluster',
  would_allow: 'the commands of the ticket, or a token that may patch it in Settings',
}

function readyCandidates(q: Question): { candidate: Candidate; can_change: boolean }[] {
  return bodiesOf(q.evidence, 'k8s.requests').flatMap(({ account_id, cluster, can_change, containers, evidence_id }) => {
    const targets = containers.flatMap((c) => {
      const to = {
        cpu_milli: Math.min(c.requests.cpu_milli, Math.ceil(c.used_most.cpu_milli * ROOM)),
        memory_mib: Math.min(c.requests.memory_mib, Math.ceil(c.used_most.memory_mib * ROOM)),
      }
      const has_room = to.cpu_milli >= c.used_most.cpu_milli * ROOM && to.memory_mib >= c.used_most.memory_mib * ROOM
      const gain = Math.max(1 - to.cpu_milli / c.requests.cpu_milli, 1 - to.memory_mib / c.requests.memory_mib)
      if (c.data_days < LEAST_DATA_DAYS || !has_room || gain < LEAST_GAIN) return []
      const costs = { effective_cost_per_day: c.cost_per_day, list_cost_per_day: c.cost_per_day }
      const use = { from: c.requests, to, used_p99: c.used_most, data_days: c.data_days, saved_share: '0' }
      return [{ target: { arn: c.arn, label: c.name.split('/').slice(1).join('/'), name: c.name, ...costs, ...use }, labels: c.labels }]
    })
    const environments = [...new Set(targets.map((t) => environmentOf(t.labels)))].sort()
    return environments.map((environment) => {
      const mine = targets.filter((t) => environmentOf(t.labels) === environment).slice(0, MOST_TARGETS)
      const params = { account_id, region_id: q.region_id, environment, currency: q.currency, targets: mine.map((t) => t.target) }
      const reasons = [{ code: 'containers_reserve_too_much', facts: { cluster, containers: mine.length }, evidence_ids: [evidence_id] }]
      return { candidate: { template: 'k8s_rightsize_requests', params, reasons }, can_change }
    })
  })
}
