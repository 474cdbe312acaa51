import { z } from 'zod'
import { addHours } from '@/lib/kernel/time'
import type { Place } from '../connectors/cloud/call'
import type { CloudPort } from '../connectors/cloud/port'
import type { Database } from '../connectors/cloud/ports/database-port'
import { aDayOld, holds, notGuarded } from './common-checks'
import { readBy } from './read-by'
import { type Judged, targetBase } from './target-action'

export const databaseTarget = { ...targetBase, db_instance_id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,62}$/, 'must be a database instance id') }
type Named = { arn: string; label: string; db_instance_id: string; effective_cost_per_day: string; list_cost_per_day: string }
type Checked = Judged<Named, Database, unknown>

const SNAPSHOT_HOURS = 24

export const readDatabases = (port: CloudPort, place: Place, targets: readonly Named[]): Promise<Map<string, Database>> =>
  readBy('db_instance_id', targets, place, (...asked) => port.databases(...asked))

export const databaseFields = (d: Database) => ({
  status: d.status,
  instance_class: d.instance_class,
  pending_class: d.pending_class,
  is_multi_az: d.is_multi_az,
})

export const databaseChecks = [
  notGuarded,
  aDayOld,
  holds<Checked>(
    'not_in_cluster',
    { passed: 'no target belongs to a cluster', remedy: 'act on the cluster instead' },
    ({ state }) => !state.is_cluster_member,
    () => 'belongs to a cluster',
  ),
  holds<Checked>(
    'not_replicated',
    { passed: 'no target feeds a replica or is one', remedy: 'act on the replica first' },
    ({ state }) => !state.is_replicated,
    () => 'feeds a replica or is one',
  ),
  holds<Checked>(
    'available',
    { passed: 'every target is available', remedy: 'wait until it is available' },
    ({ state }) => state.status === 'available',
    ({ state }) => `is ${state.status}`,
  ),
]

export const hasFreshSnapshot = holds<Checked>(
  'snapshot_is_fresh',
  { passed: `every target has a snapshot of the last ${SNAPSHOT_HOURS} h`, remedy: 'make a snapshot of it' },
  ({ state }, now) => state.latest_snapshot_at !== null && addHours(state.latest_snapshot_at, SNAPSHOT_HOURS) >= now,
  ({ state }) => (state.latest_snapshot_at === null ? 'has no snapshot' : `its last snapshot is of ${state.latest_snapshot_at}`),
)
