import {
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DisableImageCommand,
  EC2Client,
  EnableImageCommand,
} from '@aws-sdk/client-ec2'
import { allPages, token } from '../aws-describe'
import type { Mutation, Place } from '../call'
import type { MachineImage, StoragePort } from '../ports/storage-port'
import { type AwsKit, foreseen, tagRecord } from './aws-kit'

export function awsImages(kit: AwsKit): Pick<StoragePort, 'images' | 'disableImage' | 'enableImage'> {
  const reading = async (place: Place) => (await kit.clients(place)).read(EC2Client)

  async function describe(place: Place, ids: readonly string[]) {
    const ec2 = await reading(place)
    const Filters = [{ Name: 'image-id', Values: [...ids] }]
    const input = { Owners: ['self'], IncludeDisabled: true, Filters }
    return (await kit.ask('ec2:DescribeImages', () => ec2.send(new DescribeImagesCommand(input)))).Images ?? []
  }

  async function usersOf(place: Place, image_id: string): Promise<string[]> {
    const ec2 = await reading(place)
    const Filters = [{ Name: 'image-id', Values: [image_id] }]
    const instances = await allPages('ec2:DescribeInstances', (NextToken) => ec2.send(new DescribeInstancesCommand({ Filters, ...token(NextToken) })))
    const templates = await allPages('ec2:DescribeLaunchTemplateVersions', (NextToken) =>
      ec2.send(new DescribeLaunchTemplateVersionsCommand({ Versions: ['$Latest', '$Default'], Filters, ...token(NextToken) })),
    )
    return [
      ...instances
        .flatMap((page) => page.Reservations ?? [])
        .flatMap((r) => r.Instances ?? [])
        .filter((i) => i.State?.Name !== 'terminated')
        .map((i) => i.InstanceId ?? ''),
      ...templates.flatMap((page) => page.LaunchTemplateVersions ?? []).map((v) => v.LaunchTemplateId ?? ''),
    ].sort()
  }

  async function switchTo(place: Place, ImageId: string, to: 'disabled' | 'available', m: Mutation) {
    const api = to === 'disabled' ? 'ec2:DisableImage' : 'ec2:EnableImage'
    const [image] = await describe(place, [ImageId])
    // A dry run is the provider's own.
    const known = m.dry_run ? null : foreseen(api, m, { exists: image !== undefined, is_so: image?.State === to })
    const ec2 = (await kit.clients(place)).write(EC2Client)
    const input = { ImageId, DryRun: m.dry_run }
    return known ?? kit.change(api, () => (to === 'disabled' ? ec2.send(new DisableImageCommand(input)) : ec2.send(new EnableImageCommand(input))))
  }

  return {
    async images(place, ids) {
      const ec2 = await reading(place)
      return Promise.all(
        (await describe(place, ids)).map(async (i): Promise<MachineImage> => {
          const image_id = i.ImageId ?? ''
          const shared = await kit.ask('ec2:DescribeImageAttribute', () =>
            ec2.send(new DescribeImageAttributeCommand({ ImageId: image_id, Attribute: 'launchPermission' })),
          )
          return {
            arn: `arn:aws:ec2:${place.region_id}:${place.account_id}:image/${image_id}`,
            image_id,
            name: i.Name ?? image_id,
            state: i.State ?? 'unknown',
            created_at: new Date(i.CreationDate ?? 0).toISOString(),
            is_shared: i.Public === true || (shared.LaunchPermissions ?? []).length > 0,
            used_by: await usersOf(place, image_id),
            tags: tagRecord(i.Tags),
          }
        }),
      )
    },
    disableImage: (place, id, m) => switchTo(place, id, 'disabled', m),
    enableImage: (place, id, m) => switchTo(place, id, 'available', m),
  }
}
