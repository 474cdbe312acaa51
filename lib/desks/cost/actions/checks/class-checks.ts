import type { ClassOffer, Database } from '@/lib/desks/cost/connectors/cloud/ports/database-port'
import { holds } from './common-checks'
import { type TargetCheck, unknown } from './judge-targets'
import { hasYesTag } from './yes-tag'

/** What is known of a database that is to have another class. Absent: it could not be read. */
export type Reclassed = { state: Database & { offers?: readonly ClassOffer[] | undefined }; target: { to_class: string; to_memory_mib: number } }
type Check = TargetCheck<Reclassed, { now: string }>

const BYTES_PER_MIB = 1_048_576
// Bytes of memory for one connection by the default parameters of the engine. Source: RDS user guide, maximum number of database connections.
const BYTES_PER_CONNECTION: Readonly<Record<string, number>> = { postgres: 9_531_392, mysql: 12_582_880, mariadb: 12_582_880 }
// A part of the memory is RDS's own and counts for no connection.
const CONNECTION_ROOM = 1.3
const OWN_LICENCE = 'bring-your-own-license'

/** The offers of the class with the storage that the database has; null where either is not known. */
const offersFor = ({ state: { offers, setup } }: Reclassed): readonly ClassOffer[] | null =>
  offers === undefined || setup === undefined ? null : offers.filter((o) => o.storage_type === setup.storage_type)
const between = (value: number, least: number | null, most: number | null): boolean => value >= (least ?? 0) && value <= (most ?? Number.POSITIVE_INFINITY)

const offered = holds<Reclassed>(
  'class_is_offered',
  { passed: 'the smaller class is sold for the engine, storage and zone of every target', remedy: 'a class that is sold there' },
  (x) => offersFor(x)?.some((o) => o.zones.includes(x.state.setup?.zone ?? '')) ?? null,
  (x) =>
    offersFor(x) === null ? 'how the class is sold' : `${x.target.to_class} is not sold in ${x.state.setup?.zone} with ${x.state.setup?.storage_type} storage`,
)

const multiAz = holds<Reclassed>(
  'multi_az_is_offered',
  { passed: 'the smaller class runs in several zones where a target does', remedy: 'a class that may run in several zones' },
  (x) => (x.state.is_multi_az ? (offersFor(x)?.some((o) => o.may_be_multi_az) ?? null) : true),
  (x) => (offersFor(x) === null ? 'how the class is sold' : 'runs in several zones, and the class may not'),
)

const storage = holds<Reclassed>(
  'storage_fits',
  { passed: 'the smaller class takes the storage of every target', remedy: 'a class that takes as much storage and as many operations' },
  (x) => {
    const { setup } = x.state
    const offers = offersFor(x)
    if (offers === null || setup === undefined) return null
    return offers.some((o) => between(setup.allocated_gib, o.least_gib, o.most_gib) && (setup.iops === null || between(setup.iops, o.least_iops, o.most_iops)))
  },
  ({ state: { setup } }) => (setup === undefined ? 'its storage' : `has ${setup.allocated_gib} GiB with ${setup.iops ?? 'no provisioned'} operations a second`),
)

const connections = holds<Reclassed>(
  'connections_fit',
  { passed: 'the smaller class takes a third more connections than there ever were', remedy: 'a larger class' },
  ({ state, target }) => {
    const bytes = BYTES_PER_CONNECTION[state.engine]
    return bytes === undefined || state.connections_most === null
      ? null
      : state.connections_most * CONNECTION_ROOM <= (target.to_memory_mib * BYTES_PER_MIB) / bytes
  },
  ({ state }) => (state.connections_most === null ? 'its connections' : `has up to ${state.connections_most} connections of ${state.engine}`),
)

const licensed: Check = {
  id: 'licences_allow',
  passed: 'no target runs under a licence of your own',
  remedy: 'whoever keeps the licences confirms the smaller class, and tags the database licence-ok=true',
  judge: ({ state: { setup, tags } }) =>
    setup === undefined
      ? unknown('not known: its licence')
      : setup.license_model !== OWN_LICENCE || hasYesTag(tags, 'licence-ok')
        ? null
        : unknown('not known: whether its own licence allows the smaller class'),
}

/** What RDS asks of a database before its class may be changed. */
export const CLASS_CHECKS: readonly Check[] = [offered, multiAz, storage, connections, licensed]
