import { z } from 'zod'
import { aDayOld, holds } from '@/lib/desks/cost/actions/checks/common-checks'
import { failed, type TargetCheck } from '@/lib/desks/cost/actions/checks/judge-targets'
import { settlesAtOnce } from '@/lib/desks/cost/actions/on-their-way'
import { readBy } from '@/lib/desks/cost/actions/read-by'
import { savedShare } from '@/lib/desks/cost/actions/saved-share'
import { askBase, defineTargetAction, type Judged, targetBase } from '@/lib/desks/cost/actions/target-action'
import { Requests, Workload } from '@/lib/desks/cost/connectors/cloud/ports/workload-port'
import { findGuardTag } from '@/lib/policy/guard-tag'
import { Decimal } from '@/schemas/money'

// Room above the 99th percentile of use.
const ROOM = 1.15
const LEAST_DATA_DAYS = 14

const Target = z
  .strictObject({
    ...targetBase,
    name: z.string().regex(/^[^/]+\/[^/]+\/[^/]+\/[^/]+\/[^/]+$/, 'must be cluster/namespace/kind/workload/container'),
    from: Requests,
    to: Requests,
    used_p99: Requests,
    data_days: z.int().min(LEAST_DATA_DAYS),
    /** Share of the cost that leaves the bill: 0 when no node can be released. */
    saved_share: Decimal,
  })
  .refine(
    (t) => t.to.cpu_milli >= t.used_p99.cpu_milli * ROOM && t.to.memory_mib >= t.used_p99.memory_mib * ROOM,
    'must leave 15 % above the 99th percentile of use',
  )
  .refine((t) => t.to.cpu_milli <= t.from.cpu_milli && t.to.memory_mib <= t.from.memory_mib, 'must not ask for more than today')
const Params = z.strictObject({ ...askBase, targets: z.array(Target).min(1).max(5) })
type Checked = Judged<z.infer<typeof Target>, Workload, z.infer<typeof Params>>

const notLabelled: TargetCheck<Checked, { now: string }> = {
  id: 'guard_tag',
  passed: 'no target carries a label that protects it',
  remedy: 'the owner removes the protecting label',
  judge({ state }) {
    const label = findGuardTag(state.labels)
    return label === undefined ? null : failed(`protected by ${label}`)
  },
}

/** Lets a workload reserve what it uses, with room. Its pods are replaced one by one. */
export const k8sRightsizeRequests = defineTargetAction<z.infer<typeof Params>, z.infer<typeof Target>, Workload>({
  id: 'k8s_rightsize_requests',
  version: 1,
  target_kind: 'container',
  reversibility: 'R1',
  base_risk: 25,
  touches: 'no_data',
  permissions: ['k8s:get deployments', 'k8s:get statefulsets', 'k8s:list horizontalpodautoscalers', 'k8s:patch deployments', 'k8s:patch statefulsets'],
  health_signals: ['pod_restarts', 'pending_pods', 'latency_p95_ms'],
  reversible_for: '30 days',
  reversible_hours: 24 * 30,
  compared: ['cpu_milli', 'memory_mib'],
  dry_run: 'provider',
  params: Params,
  state: Workload,
  title: (p) => `Let ${p.targets.map((t) => t.label).join(', ')} reserve less`,
  bounds: [{ param: 'targets.to', min: null, max: null, options: null, rule: '15 % above the 99th percentile of use, and not above today' }],
  change: (t) => `${t.from.cpu_milli}m CPU and ${t.from.memory_mib} MiB to ${t.to.cpu_milli}m and ${t.to.memory_mib} MiB`,
  reach: { dependents: null, on_request_path: null },
  rollback_recipe: ['Ask for the former requests again', 'Read them and compare them with the snapshot'],
  savings: (p) => savedShare(p, (t) => t.saved_share, 'of reserved capacity, as far as nodes can be released'),
  read: (port, place, targets) => readBy('name', targets, place, (...asked) => port.workloads(...asked)),
  checks: [
    notLabelled,
    aDayOld,
    holds<Checked>(
      'requests_as_planned',
      { passed: 'every target reserves what was planned with', remedy: 'plan again with the present requests' },
      ({ state, target }) => state.requests.cpu_milli === target.from.cpu_milli && state.requests.memory_mib === target.from.memory_mib,
      ({ state }) => `reserves ${state.requests.cpu_milli}m CPU and ${state.requests.memory_mib} MiB`,
    ),
    holds<Checked>(
      'not_autoscaled',
      { passed: 'no target is scaled by a share of its requests', remedy: 'change the autoscaler with it, by hand' },
      ({ state }) => !state.is_autoscaled,
      () => 'an autoscaler follows a share of its requests',
    ),
    holds<Checked>(
      'same_quality',
      { passed: 'no target loses its quality of service', remedy: 'change requests and limits together, by hand' },
      ({ state }) => !(state.limits?.cpu_milli === state.requests.cpu_milli && state.limits.memory_mib === state.requests.memory_mib),
      () => 'its requests equal its limits, which guarantees them',
    ),
  ],
  move: settlesAtOnce,
  fields: (w) => ({ cpu_milli: w.requests.cpu_milli, memory_mib: w.requests.memory_mib, replicas: w.replicas }),
  apply: (port, p, t) => [{ name: 'requests', make: (m) => port.setRequests(p, t.name, t.to, m) }],
  isInPlace: (after, t) => after?.requests.cpu_milli === t.to.cpu_milli && after.requests.memory_mib === t.to.memory_mib,
  undo: (port, place, before) => [{ name: 'requests', make: (m) => port.setRequests(place, before.name, before.requests, m) }],
})
