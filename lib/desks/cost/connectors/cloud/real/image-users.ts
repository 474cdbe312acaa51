import { AutoScalingClient, DescribeAutoScalingGroupsCommand, DescribeLaunchConfigurationsCommand } from '@aws-sdk/client-auto-scaling'
import { DescribeInstancesCommand, DescribeLaunchTemplateVersionsCommand, EC2Client } from '@aws-sdk/client-ec2'
import type { Place } from '../call'
import type { AwsCalls } from './aws-calls'
import { allPages, token } from './aws-describe'

/** Versions that move by themselves; DescribeLaunchTemplateVersions answers for them without a template's name. */
const MOVING = ['$Latest', '$Default']
type Template = { LaunchTemplateId?: string | undefined; LaunchTemplateName?: string | undefined; Version?: string | undefined }

/**
 * What starts from each of some images: instances, the latest and default versions of launch templates, and Auto Scaling groups, whose template may
 * be held at an older version, named by one of several overrides, or be a launch configuration. Images that a template names by a parameter of
 * Systems Manager are not resolved.
 */
export async function imageUsers(calls: AwsCalls, place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const users = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]))
  const uses = (image_id: string | undefined, by: string | undefined): void => void users.get(image_id ?? '')?.add(by ?? '')
  if (ids.length === 0) return new Map()
  const clients = await calls.clients(place)
  const [ec2, scaling] = [clients.read(EC2Client), clients.read(AutoScalingClient)]
  const Filters = [{ Name: 'image-id', Values: [...ids] }]

  for (const page of await allPages('ec2:DescribeInstances', (NextToken) => ec2.send(new DescribeInstancesCommand({ Filters, ...token(NextToken) }))))
    for (const i of (page.Reservations ?? []).flatMap((r) => r.Instances ?? [])) if (i.State?.Name !== 'terminated') uses(i.ImageId, i.InstanceId)

  const templates = async (of: { Versions: string[]; LaunchTemplateId?: string; LaunchTemplateName?: string }) =>
    (
      await allPages('ec2:DescribeLaunchTemplateVersions', (NextToken) =>
        ec2.send(new DescribeLaunchTemplateVersionsCommand({ ...of, Filters, ...token(NextToken) })),
      )
    ).flatMap((page) => page.LaunchTemplateVersions ?? [])
  for (const v of await templates({ Versions: MOVING })) uses(v.LaunchTemplateData?.ImageId, v.LaunchTemplateId)

  const groups = await allPages('autoscaling:DescribeAutoScalingGroups', (NextToken) => scaling.send(new DescribeAutoScalingGroupsCommand(token(NextToken))))
  for (const g of groups.flatMap((page) => page.AutoScalingGroups ?? [])) {
    const mixed = g.MixedInstancesPolicy?.LaunchTemplate
    const named = [g.LaunchTemplate, mixed?.LaunchTemplateSpecification, ...(mixed?.Overrides ?? []).map((o) => o.LaunchTemplateSpecification)]
    for (const t of named.filter((t): t is Template => t !== undefined)) {
      const of = t.LaunchTemplateId === undefined ? { LaunchTemplateName: t.LaunchTemplateName ?? '' } : { LaunchTemplateId: t.LaunchTemplateId }
      for (const v of await templates({ ...of, Versions: [t.Version ?? '$Default'] })) uses(v.LaunchTemplateData?.ImageId, g.AutoScalingGroupName)
    }
  }
  const configurations = await allPages('autoscaling:DescribeLaunchConfigurations', (NextToken) =>
    scaling.send(new DescribeLaunchConfigurationsCommand(token(NextToken))),
  )
  for (const l of configurations.flatMap((page) => page.LaunchConfigurations ?? [])) uses(l.ImageId, l.LaunchConfigurationName)
  return new Map([...users].map(([id, by]) => [id, [...by].sort()]))
}
