import { DescribeImageAttributeCommand, DescribeImagesCommand, DisableImageCommand, EC2Client, EnableImageCommand } from '@aws-sdk/client-ec2'
import { z } from 'zod'
import type { Mutation, Place } from '../call'
import type { MachineImage, StoragePort } from '../ports/storage-port'
import { type AwsCalls, foreseen, tagRecord } from './aws-calls'
import { parseAnswer } from './aws-classify'
import { imageUsers } from './image-users'

// When an image was made; not said of one that was only just asked for.
const Made = z.iso.datetime({ offset: true }).nullish()

export function awsImages(calls: AwsCalls): Pick<StoragePort, 'images' | 'disableImage' | 'enableImage'> {
  const reading = async (place: Place) => (await calls.clients(place)).read(EC2Client)

  async function describe(place: Place, ids: readonly string[]) {
    const ec2 = await reading(place)
    const Filters = [{ Name: 'image-id', Values: [...ids] }]
    const input = { Owners: ['self'], IncludeDisabled: true, Filters }
    return (await calls.ask('ec2:DescribeImages', () => ec2.send(new DescribeImagesCommand(input)))).Images ?? []
  }

  async function switchTo(place: Place, ImageId: string, to: 'disabled' | 'available', m: Mutation) {
    const api = to === 'disabled' ? 'ec2:DisableImage' : 'ec2:EnableImage'
    const [image] = await describe(place, [ImageId])
    // A dry run is the provider's own.
    const known = m.dry_run ? null : foreseen(api, m, { exists: image !== undefined, is_so: image?.State === to })
    const ec2 = (await calls.clients(place)).write(EC2Client)
    const input = { ImageId, DryRun: m.dry_run }
    return known ?? calls.change(api, () => (to === 'disabled' ? ec2.send(new DisableImageCommand(input)) : ec2.send(new EnableImageCommand(input))))
  }

  return {
    async images(place, ids) {
      const ec2 = await reading(place)
      const found = await describe(place, ids)
      const users = await imageUsers(
        calls,
        place,
        found.map((i) => i.ImageId ?? ''),
      )
      return Promise.all(
        found.map(async (i): Promise<MachineImage> => {
          const image_id = i.ImageId ?? ''
          const shared = await calls.ask('ec2:DescribeImageAttribute', () =>
            ec2.send(new DescribeImageAttributeCommand({ ImageId: image_id, Attribute: 'launchPermission' })),
          )
          return {
            arn: `arn:aws:ec2:${place.region_id}:${place.account_id}:image/${image_id}`,
            image_id,
            name: i.Name ?? image_id,
            state: i.State ?? 'unknown',
            created_at: new Date(parseAnswer(Made, i.CreationDate, 'ec2:DescribeImages') ?? 0).toISOString(),
            is_shared: i.Public === true || (shared.LaunchPermissions ?? []).length > 0,
            used_by: users.get(image_id) ?? [],
            tags: tagRecord(i.Tags),
          }
        }),
      )
    },
    disableImage: (place, id, m) => switchTo(place, id, 'disabled', m),
    enableImage: (place, id, m) => switchTo(place, id, 'available', m),
  }
}
