import { z } from 'zod'
import { aDayOld, holds, notGuarded, notShared } from '@/lib/desks/cost/actions/checks/common-checks'
import { tagText } from '@/lib/desks/cost/actions/instance-targets'
import { settlesAtOnce } from '@/lib/desks/cost/actions/on-their-way'
import { readBy } from '@/lib/desks/cost/actions/read-by'
import { nothingSaved } from '@/lib/desks/cost/actions/saved-share'
import { askBase, defineTargetAction, type Judged, targetBase } from '@/lib/desks/cost/actions/target-action'
import { MachineImage } from '@/lib/desks/cost/connectors/cloud/ports/storage-port'

const Target = z.strictObject({ ...targetBase, image_id: z.string().regex(/^ami-[0-9a-f]+$/, 'must be an image id such as ami-0123456789abcdef0') })
const Params = z.strictObject({ ...askBase, targets: z.array(Target).min(1).max(10) })
type Checked = Judged<z.infer<typeof Target>, MachineImage, z.infer<typeof Params>>

/** Disables images that nothing starts from. Their snapshots stay; deleting them is another plan, a month later. */
export const amiDisable = defineTargetAction<z.infer<typeof Params>, z.infer<typeof Target>, MachineImage>({
  id: 'ami_disable',
  version: 2,
  target_kind: 'image',
  reversibility: 'R1',
  base_risk: 20,
  touches: 'no_data',
  permissions: [
    'ec2:DescribeImages',
    'ec2:DescribeImageAttribute',
    'ec2:DescribeInstances',
    'ec2:DescribeLaunchTemplateVersions',
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeLaunchConfigurations',
    'ec2:DisableImage',
    'ec2:EnableImage',
  ],
  health_signals: ['failed_launches'],
  reversible_for: '90 days',
  reversible_hours: 24 * 90,
  compared: ['state'],
  dry_run: 'provider',
  params: Params,
  state: MachineImage,
  title: (p) => `Disable ${p.targets.length === 1 ? 'the image' : `${p.targets.length} images`} ${p.targets.map((t) => t.label).join(', ')}`,
  bounds: [],
  change: () => 'available to disabled',
  reach: { dependents: 0, on_request_path: false },
  rollback_recipe: ['Enable the image again', 'Read its state and compare it with the snapshot'],
  savings: (p) => nothingSaved(p.currency, 'nothing yet: its snapshots can be deleted a month later'),
  read: (port, place, targets) => readBy('image_id', targets, place, (...asked) => port.images(...asked)),
  checks: [
    notGuarded,
    aDayOld,
    holds<Checked>(
      'available',
      { passed: 'every target is available', remedy: 'nothing: it cannot be started already' },
      ({ state }) => state.state === 'available',
      ({ state }) => `is ${state.state}`,
    ),
    notShared,
    holds<Checked>(
      'not_used',
      { passed: 'no launch template, group or instance names a target', remedy: 'move what names it to a newer image' },
      ({ state }) => state.used_by.length === 0,
      ({ state }) => `is used by ${state.used_by.join(', ')}`,
    ),
  ],
  move: settlesAtOnce,
  fields: (i) => ({ state: i.state, name: i.name, tags: tagText(i.tags) }),
  apply: (port, p, t) => [{ name: 'disable', make: (m) => port.disableImage(p, t.image_id, m) }],
  isInPlace: (after) => after?.state === 'disabled',
  undo: (port, place, before) => [{ name: 'enable', make: (m) => port.enableImage(place, before.image_id, m) }],
})
