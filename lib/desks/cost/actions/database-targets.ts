import { z } from 'zod'
import { aDayOld, holds, notGuarded } from '@/lib/desks/cost/actions/checks/common-checks'
import { notInCluster, notReplicated, settledStatus } from '@/lib/desks/cost/actions/checks/database-checks'
import { keyOpens } from '@/lib/desks/cost/actions/checks/key-opens'
import { addHours } from '@/lib/kernel/time'
import type { Place } from '../connectors/cloud/call'
import type { CloudPort } from '../connectors/cloud/port'
import type { Database } from '../connectors/cloud/ports/database-port'
import { readBy } from './read-by'
import { type Judged, targetBase } from './target-action'

export const databaseTarget = { ...targetBase, db_instance_id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,62}$/, 'must be a database instance id') }
type Named = { arn: string; label: string; db_instance_id: string; effective_cost_per_day: string; list_cost_per_day: string }
type Checked = Judged<Named, Database, unknown>

const SNAPSHOT_HOURS = 24

export const readDatabases = (port: CloudPort, place: Place, targets: readonly Named[]): Promise<Map<string, Database>> =>
  readBy('db_instance_id', targets, place, (...asked) => port.databases(...asked))

export const databaseFields = (d: Database) => ({
  status: settledStatus(d.status),
  instance_class: d.instance_class,
  pending_class: d.pending_class,
  is_multi_az: d.is_multi_az,
})

export const databaseChecks = [
  notGuarded,
  aDayOld,
  notInCluster,
  notReplicated,
  holds<Checked>(
    'available',
    { passed: 'every target is available', remedy: 'wait until it is available' },
    ({ state }) => state.status === 'available',
    ({ state }) => `is ${state.status}`,
  ),
  keyOpens,
]

export const snapshotIsFresh = ({ latest_snapshot_at: at }: Pick<Database, 'latest_snapshot_at'>, now: string): boolean =>
  at !== null && addHours(at, SNAPSHOT_HOURS) >= now

export const hasFreshSnapshot = holds<Checked>(
  'snapshot_is_fresh',
  { passed: `every target has a snapshot of the last ${SNAPSHOT_HOURS} h`, remedy: 'make a snapshot of it' },
  ({ state }, now) => snapshotIsFresh(state, now),
  ({ state }) => (state.latest_snapshot_at === null ? 'has no snapshot' : `its last snapshot is of ${state.latest_snapshot_at}`),
)
