import type { Database } from '../ports/database-port'
import { accepted, counted, items, listOf, ofKind, tagXml, type WireCall, WireError } from './wire-call.contract'

const databaseXml = (d: Database): string =>
  `<DBInstanceIdentifier>${d.db_instance_id}</DBInstanceIdentifier><DBInstanceArn>${d.arn}</DBInstanceArn><DBInstanceClass>${d.instance_class}</DBInstanceClass><DBInstanceStatus>${d.status}</DBInstanceStatus><Engine>${d.engine}</Engine><MultiAZ>${d.is_multi_az}</MultiAZ><InstanceCreateTime>${d.created_at}</InstanceCreateTime>${d.pending_class === null ? '' : `<PendingModifiedValues><DBInstanceClass>${d.pending_class}</DBInstanceClass></PendingModifiedValues>`}${tagXml(d.tags, 'TagList', 'Tag')}`

const id = (x: WireCall): string => x.form.get('DBInstanceIdentifier') ?? ''
const number = (x: WireCall, name: string): number => Number(x.form.get(name))

/** What RDS and Auto Scaling answer: `<ActionResult>` inside `<ActionResponse>`. */
export const QUERY_HANDLERS: Record<string, (x: WireCall) => Promise<string>> = {
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
    accepted(await x.port.stopDatabase(x.place, id(x), x.mutation()))
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
  async DescribeAutoScalingGroups(x) {
    const names = listOf(x.form, 'AutoScalingGroupNames.member')
    const held = x.pins.filter((p) => names.length === 0 && p.template_id !== undefined)
    if (held.length > 0)
      return `<AutoScalingGroups>${items(
        held.map(
          (p) =>
            `<AutoScalingGroupName>${p.group}</AutoScalingGroupName><LaunchTemplate><LaunchTemplateId>${p.template_id}</LaunchTemplateId><Version>${p.version}</Version></LaunchTemplate>`,
        ),
        'member',
      )}</AutoScalingGroups>`
    if (names.length === 0) return counted('AutoScalingGroups', await ofKind(x, 'scaling_group'), 'member')
    const groups = await x.port.scalingGroups(x.place, names)
    const xml = groups.map((g) => {
      const instances = items(
        Array.from({ length: g.in_service }, () => '<LifecycleState>InService</LifecycleState>'),
        'member',
      )
      return `<AutoScalingGroupName>${g.name}</AutoScalingGroupName><AutoScalingGroupARN>${g.arn}</AutoScalingGroupARN><MinSize>${g.min}</MinSize><DesiredCapacity>${g.desired}</DesiredCapacity><MaxSize>${g.max}</MaxSize><CreatedTime>${g.created_at}</CreatedTime><Instances>${instances}</Instances>${tagXml(g.tags, 'Tags', 'member')}`
    })
    return `<AutoScalingGroups>${items(xml, 'member')}</AutoScalingGroups>`
  },
  async DescribeLaunchConfigurations({ pins }) {
    const xml = pins.flatMap((p) =>
      p.configuration === undefined ? [] : [`<LaunchConfigurationName>${p.configuration}</LaunchConfigurationName><ImageId>${p.image_id}</ImageId>`],
    )
    return `<LaunchConfigurations>${items(xml, 'member')}</LaunchConfigurations>`
  },
  async DescribeInstanceRefreshes(x) {
    const [g] = await x.port.scalingGroups(x.place, [x.form.get('AutoScalingGroupName') ?? ''])
    return `<InstanceRefreshes>${g?.is_instance_refresh_running ? '<member><Status>InProgress</Status></member>' : ''}</InstanceRefreshes>`
  },
  async UpdateAutoScalingGroup(x) {
    const size = { min: number(x, 'MinSize'), desired: number(x, 'DesiredCapacity') }
    accepted(await x.port.resizeGroup(x.place, x.form.get('AutoScalingGroupName') ?? '', size, x.mutation()))
    return ''
  },
}
