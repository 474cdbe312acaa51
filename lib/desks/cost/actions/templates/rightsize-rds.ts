import { z } from 'zod'
import { CLASS_CHECKS } from '@/lib/desks/cost/actions/checks/class-checks'
import { holds } from '@/lib/desks/cost/actions/checks/common-checks'
import { databaseChecks, databaseFields, databaseTarget, hasFreshSnapshot, readDatabases } from '@/lib/desks/cost/actions/database-targets'
import { marginalRatioParam } from '@/lib/desks/cost/actions/marginal-ratio-param'
import { classMove } from '@/lib/desks/cost/actions/on-their-way'
import { savedShare } from '@/lib/desks/cost/actions/saved-share'
import { askBase, defineTargetAction, type Judged } from '@/lib/desks/cost/actions/target-action'
import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { ClassOffer, Database } from '@/lib/desks/cost/connectors/cloud/ports/database-port'
import { Decimal } from '@/schemas/money'

// Room that must be left in the smaller class at the busiest hour.
const CPU_ROOM = 1.3
const MEMORY_ROOM = 1.2

const Target = z.strictObject({
  ...databaseTarget,
  to_class: z.string().regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, 'must be a class such as db.m6g.large'),
  /** Of the class as it is and of the one it becomes. */
  vcpus: z.int().positive(),
  to_vcpus: z.int().positive(),
  memory_mib: z.int().positive(),
  to_memory_mib: z.int().positive(),
  /** Share of the cost that the smaller class saves, 0..1. */
  saved_share: Decimal,
})
const Params = z.strictObject({ ...askBase, apply_immediately: z.boolean(), marginal_ratio: marginalRatioParam, targets: z.array(Target).min(1).max(3) })
type Target = z.infer<typeof Target>
/** How the smaller class is sold; absent in what was kept before it was read. */
const State = Database.extend({ offers: z.array(ClassOffer).optional() })
type State = z.infer<typeof State>
type Checked = Judged<Target, State, z.infer<typeof Params>>

/** Gives a database a smaller class. It restarts: in its maintenance window unless somebody says at once. */
export const rightsizeRds = defineTargetAction<z.infer<typeof Params>, Target, State>({
  id: 'rightsize_rds',
  version: 2,
  target_kind: 'database',
  reversibility: 'R2',
  base_risk: 45,
  touches: 'stateful',
  permissions: [
    'rds:DescribeDBInstances',
    'rds:DescribeDBSnapshots',
    'rds:DescribeOrderableDBInstanceOptions',
    'rds:ModifyDBInstance',
    'cloudwatch:GetMetricData',
  ],
  health_signals: ['database_cpu_p95_pct', 'database_latency_p95_ms', 'database_connections'],
  reversible_for: '30 days, with another restart',
  reversible_hours: 24 * 30,
  compared: ['instance_class', 'pending_class', 'status'],
  dry_run: 'simulated',
  params: Params,
  state: State,
  title: (p) => `Give ${p.targets.map((t) => `${t.db_instance_id} the class ${t.to_class}`).join(', ')}`,
  bounds: [{ param: 'apply_immediately', min: null, max: null, options: null, rule: 'false waits for the maintenance window' }],
  change: (t, p) => `becomes ${t.to_class} ${p.apply_immediately ? 'now, with a restart' : 'in its maintenance window'}`,
  reach: { dependents: null, on_request_path: null },
  rollback_recipe: ['Ask for the former class at once; a change that still waits is withdrawn', 'Read the class again and compare it with the snapshot'],
  savings: (p) => savedShare(p, (t) => t.saved_share, 'of instance hours, the difference of the classes'),
  read,
  checks: [
    ...databaseChecks,
    hasFreshSnapshot,
    holds<Checked>(
      'nothing_pending',
      { passed: 'no target waits for another change', remedy: 'wait for its maintenance window' },
      ({ state }) => state.pending_class === null,
      ({ state }) => `waits to become ${state.pending_class}`,
    ),
    ...CLASS_CHECKS,
    holds<Checked>(
      'cpu_fits',
      { passed: 'the smaller class has a third more CPU than the busiest hour took', remedy: 'a larger class' },
      ({ state, target }) => (state.cpu_p99_pct === null ? null : ((state.cpu_p99_pct * target.vcpus) / 100) * CPU_ROOM <= target.to_vcpus),
      ({ state }) => (state.cpu_p99_pct === null ? 'its CPU use' : `CPU p99 is ${state.cpu_p99_pct} %`),
    ),
    holds<Checked>(
      'memory_fits',
      { passed: 'the smaller class has a fifth more memory than the busiest hour took', remedy: 'a larger class' },
      ({ state, target }) =>
        state.free_memory_least_mib === null ? null : (target.memory_mib - state.free_memory_least_mib) * MEMORY_ROOM <= target.to_memory_mib,
      ({ state }) => (state.free_memory_least_mib === null ? 'its memory use' : `only ${state.free_memory_least_mib} MiB were free`),
    ),
  ],
  // A class that waits for its window is on its way nowhere; any other that is pending was asked for at once.
  move: ({ status, pending_class }, t, p) => classMove(status, pending_class !== null && (p.apply_immediately || pending_class !== t.to_class)),
  fields: databaseFields,
  apply: (port, p, t) => [{ name: 'class', make: (m) => port.resizeDatabase(p, t.db_instance_id, t.to_class, p.apply_immediately, m) }],
  isInPlace: (after, t) => after?.instance_class === t.to_class || after?.pending_class === t.to_class,
  undo: (port, place, before) => [{ name: 'class', make: (m) => port.resizeDatabase(place, before.db_instance_id, before.instance_class, true, m) }],
})

async function read(port: CloudPort, place: Place, targets: readonly Target[]): Promise<Map<string, State>> {
  const found = await readDatabases(port, place, targets)
  const states = targets.map(async (t): Promise<[string, State][]> => {
    const d = found.get(t.arn)
    if (d?.setup === undefined) return d === undefined ? [] : [[t.arn, d]]
    const { engine_version, license_model } = d.setup
    return [[t.arn, { ...d, offers: await port.classOffers(place, { engine: d.engine, engine_version, license_model, instance_class: t.to_class }) }]]
  })
  return new Map((await Promise.all(states)).flat())
}
