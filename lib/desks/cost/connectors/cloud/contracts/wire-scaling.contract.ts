import { accepted, counted, items, listOf, ofKind, tagXml, type WireCall } from './wire-call.contract'

const number = (x: WireCall, name: string): number => Number(x.form.get(name))

/** What Auto Scaling answers: `<ActionResult>` inside `<ActionResponse>`. */
export const SCALING_HANDLERS: Record<string, (x: WireCall) => Promise<string>> = {
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
