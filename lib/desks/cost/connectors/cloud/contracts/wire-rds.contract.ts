import type { ClassOffer, Database } from '../ports/database-port'
import type { DatabaseName, SwitchedDatabase } from '../ports/database-schedule-port'
import { accepted, counted, items, ofKind, tagXml, type WireCall, WireError } from './wire-call.contract'

const KEYS: Record<string, string> = { none: '', usable: 'key/enabled', unknown: 'key/unreadable', unusable: 'key/disabled' }
const lockXml = (key: string): string =>
  `<StorageEncrypted>${key !== 'none'}</StorageEncrypted>${key === 'none' ? '' : `<KmsKeyId>arn:aws:kms:eu-west-1:111122223333:${KEYS[key]}</KmsKeyId>`}`

function setupXml({ setup }: Database): string {
  if (setup === undefined) return ''
  const { engine_version, license_model, storage_type, allocated_gib, iops, zone, cluster_id, encryption_key } = setup
  const member = cluster_id === null ? '' : `<DBClusterIdentifier>${cluster_id}</DBClusterIdentifier>`
  return `${member}<EngineVersion>${engine_version}</EngineVersion><LicenseModel>${license_model}</LicenseModel><StorageType>${storage_type}</StorageType><AllocatedStorage>${allocated_gib}</AllocatedStorage>${iops === null ? '' : `<Iops>${iops}</Iops>`}<AvailabilityZone>${zone}</AvailabilityZone>${lockXml(encryption_key)}`
}

const databaseXml = (d: Database): string =>
  `<DBInstanceIdentifier>${d.db_instance_id}</DBInstanceIdentifier><DBInstanceArn>${d.arn}</DBInstanceArn><DBInstanceClass>${d.instance_class}</DBInstanceClass><DBInstanceStatus>${d.status}</DBInstanceStatus><Engine>${d.engine}</Engine><MultiAZ>${d.is_multi_az}</MultiAZ>${setupXml(d)}<InstanceCreateTime>${d.created_at}</InstanceCreateTime>${d.pending_class === null ? '' : `<PendingModifiedValues><DBInstanceClass>${d.pending_class}</DBInstanceClass></PendingModifiedValues>`}${tagXml(d.tags, 'TagList', 'Tag')}`

const clusterXml = (c: SwitchedDatabase): string =>
  `<DBClusterIdentifier>${c.id}</DBClusterIdentifier><DBClusterArn>${c.arn}</DBClusterArn><Status>${c.status}</Status><Engine>${c.engine}</Engine><EngineMode>${c.is_serverless ? 'serverless' : 'provisioned'}</EngineMode><MultiAZ>${c.is_multi_az}</MultiAZ><ClusterCreateTime>${c.created_at}</ClusterCreateTime>${c.is_replicated ? '<ReplicationSourceIdentifier>other</ReplicationSourceIdentifier>' : ''}${lockXml(c.encryption_key)}${tagXml(c.tags, 'TagList', 'Tag')}`

function offerXml(instance_class: string, o: ClassOffer): string {
  const limits = { MinStorageSize: o.least_gib, MaxStorageSize: o.most_gib, MinIopsPerDbInstance: o.least_iops, MaxIopsPerDbInstance: o.most_iops }
  const limited = Object.entries(limits).map(([name, value]) => (value === null ? '' : `<${name}>${value}</${name}>`))
  const zones = items(
    o.zones.map((zone) => `<Name>${zone}</Name>`),
    'AvailabilityZone',
  )
  return `<DBInstanceClass>${instance_class}</DBInstanceClass><StorageType>${o.storage_type}</StorageType><MultiAZCapable>${o.may_be_multi_az}</MultiAZCapable><AvailabilityZones>${zones}</AvailabilityZones>${limited.join('')}`
}

const id = (x: WireCall): string => x.form.get('DBInstanceIdentifier') ?? ''
const clusterOf = (x: WireCall): DatabaseName => ({ kind: 'cluster', id: x.form.get('DBClusterIdentifier') ?? '' })

/** What RDS answers: `<ActionResult>` inside `<ActionResponse>`. */
export const RDS_HANDLERS: Record<string, (x: WireCall) => Promise<string>> = {
  async DescribeDBInstances(x) {
    // One to a page, so that whoever counts has to turn them.
    const at = Number(x.form.get('Marker') ?? 0)
    const all = id(x) === '' ? await ofKind(x, 'database') : 0
    if (id(x) === '') return `${counted('DBInstances', Math.min(1, all - at), 'DBInstance')}${at + 1 < all ? `<Marker>${at + 1}</Marker>` : ''}`
    const [d] = await x.port.databases(x.place, [id(x)])
    if (d === undefined) throw new WireError(404, 'DBInstanceNotFound', 'DBInstance not found.')
    return `<DBInstances><DBInstance>${databaseXml(d)}</DBInstance></DBInstances>`
  },
  async DescribeDBSnapshots(x) {
    const [d] = await x.port.databases(x.place, [id(x)])
    const at = d?.latest_snapshot_at
    return `<DBSnapshots>${at == null ? '' : `<DBSnapshot><Status>available</Status><SnapshotCreateTime>${at}</SnapshotCreateTime></DBSnapshot>`}</DBSnapshots>`
  },
  async StopDBInstance(x) {
    accepted(await x.port.stopDatabase(x.place, id(x), x.form.get('DBSnapshotIdentifier'), x.mutation()))
    return ''
  },
  async StartDBInstance(x) {
    accepted(await x.port.startDatabase(x.place, id(x), x.mutation()))
    return ''
  },
  async ModifyDBInstance(x) {
    accepted(await x.port.resizeDatabase(x.place, id(x), x.form.get('DBInstanceClass') ?? '', x.form.get('ApplyImmediately') === 'true', x.mutation()))
    return ''
  },
  async DescribeDBClusters(x) {
    const [c] = await x.port.switchedDatabases(x.place, [clusterOf(x)])
    if (c === undefined) throw new WireError(404, 'DBClusterNotFoundFault', 'DBCluster not found.')
    return `<DBClusters><DBCluster>${clusterXml(c)}</DBCluster></DBClusters>`
  },
  async StopDBCluster(x) {
    accepted(await x.port.switchDatabase(x.place, clusterOf(x), 'stopped', x.mutation()))
    return ''
  },
  async StartDBCluster(x) {
    accepted(await x.port.switchDatabase(x.place, clusterOf(x), 'available', x.mutation()))
    return ''
  },
  async DescribeOrderableDBInstanceOptions(x) {
    const text = (name: string): string => x.form.get(name) ?? ''
    const instance_class = text('DBInstanceClass')
    const q = { engine: text('Engine'), engine_version: text('EngineVersion'), license_model: text('LicenseModel'), instance_class }
    const offers = await x.port.classOffers(x.place, q)
    // One to a page.
    const at = Number(x.form.get('Marker') ?? 0)
    const xml = items(
      offers.slice(at, at + 1).map((o) => offerXml(instance_class, o)),
      'OrderableDBInstanceOption',
    )
    return `<OrderableDBInstanceOptions>${xml}</OrderableDBInstanceOptions>${at + 1 < offers.length ? `<Marker>${at + 1}</Marker>` : ''}`
  },
}
