import { z } from 'zod'
import { judgeTargets } from '@/lib/desks/cost/actions/checks/judge-targets'
import { VOLUME_CHECKS } from '@/lib/desks/cost/actions/checks/volume-checks'
import { GP3, gp2Iops, gp2Throughput, savedByGp3 } from '@/lib/desks/cost/actions/gp3-savings'
import { tagText } from '@/lib/desks/cost/actions/instance-targets'
import { narrowTargets } from '@/lib/desks/cost/actions/narrow-targets'
import { volumeMoveAfter } from '@/lib/desks/cost/actions/on-their-way'
import { onEach, performCalls, tryCalls } from '@/lib/desks/cost/actions/perform-calls'
import { askBase } from '@/lib/desks/cost/actions/target-action'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { defineAction } from '@/lib/execution/template'
import { formatCount } from '@/lib/kernel/format'
import { Decimal } from '@/schemas/money'

const MAX_TARGETS = 10
const REVERSIBLE_HOURS = 24 * 30
const VolumeTarget = z.strictObject({
  arn: z.string().startsWith('arn:'),
  volume_id: z.string().regex(/^vol-[0-9a-f]+$/, 'must be a volume id such as vol-0123456789abcdef0'),
  label: z.string(),
  size_gib: z.int().positive(),
  effective_cost_per_day: Decimal,
  list_cost_per_day: Decimal,
  /** At least what gp2 gives at this size, so that nothing becomes slower. */
  iops: z.int().min(GP3.included_iops).max(GP3.max_iops),
  throughput: z.int().min(GP3.included_throughput).max(GP3.max_throughput),
})
export type VolumeTarget = z.infer<typeof VolumeTarget>

const slower = (t: VolumeTarget): boolean => t.iops < gp2Iops(t.size_gib) || t.throughput < gp2Throughput(t.size_gib)

const Gp2ToGp3Params = z.strictObject({
  ...askBase,
  targets: z
    .array(VolumeTarget)
    .min(1)
    .max(MAX_TARGETS)
    .refine((targets) => !targets.some(slower), 'iops and throughput must not be below what gp2 gives at that size'),
})
type Params = z.infer<typeof Gp2ToGp3Params>

const VolumeSnapshot = z.strictObject({
  account_id: z.string(),
  region_id: z.string(),
  taken_at: z.string(),
  volumes: z.array(
    z.strictObject({
      arn: z.string(),
      volume_id: z.string(),
      label: z.string(),
      state: z.string(),
      volume_type: z.string(),
      size_gib: z.int(),
      iops: z.int().nullable(),
      throughput: z.int().nullable(),
      tags: z.record(z.string(), z.string()),
      /** When its last modification began and how far that is: told, and never compared. Absent in snapshots of older versions. */
      last_modified_at: z.string().nullable().optional(),
      modification_state: z.string().optional(),
    }),
  ),
})

/** Moves volumes from gp2 to gp3 while they are in use, with at least the same performance. */
export const ebsGp2ToGp3 = defineAction<typeof Gp2ToGp3Params, typeof VolumeSnapshot, CloudPort>({
  id: 'ebs_gp2_to_gp3',
  version: 2,
  target_kind: 'volume',
  reversibility: 'R1',
  base_risk: 15,
  touches: 'stateful',
  params: Gp2ToGp3Params,
  snapshot: VolumeSnapshot,
  permissions: ['ec2:DescribeVolumes', 'ec2:DescribeVolumesModifications', 'ec2:ModifyVolume'],
  health_signals: ['volume_state', 'volume_queue_length'],
  reversible_for: '30 days, once EC2 has completed the change (minutes to hours)',
  reversible_hours: REVERSIBLE_HOURS,
  expected_fields: ['volume_type', 'iops', 'throughput'],

  title: (p) => `Move ${formatCount(p.targets.length, 'volume')} from gp2 to gp3`,
  place: (p) => p,
  bounds: () => [
    { param: 'targets.iops', min: GP3.included_iops, max: GP3.max_iops, options: null, rule: 'not below what gp2 gives at that size' },
    { param: 'targets.throughput', min: GP3.included_throughput, max: GP3.max_throughput, options: null, rule: 'MiB/s, not below what gp2 gives at that size' },
  ],
  targets: (p) => p.targets.map(({ arn, label, iops, throughput }) => ({ arn, label, change: `gp2 to gp3 with ${iops} IOPS and ${throughput} MiB/s` })),
  narrow: narrowTargets,
  // The volume stays attached and usable while it changes, so no request fails; who uses it is not known.
  reach: () => ({ dependents: null, on_request_path: false }),
  rollback_recipe: () => [
    'Wait until EC2 has completed the change (minutes to hours, of a full TiB about six): before that it takes no other of the volume, and four in 24 h at most',
    'Modify each volume back to the type and figures of the snapshot',
    'Read type, operations and throughput again and compare them with the snapshot',
  ],
  savings: savedByGp3,

  async precheck(port, p, now) {
    const volumes = await readVolumes(port, p)
    return judgeTargets(
      VOLUME_CHECKS,
      p.targets.map(({ arn, label }) => ({ arn, label, state: volumes.find((v) => v.arn === arn) })),
      { now },
    )
  },
  dryRun: (port, p, run) => tryCalls(onEach(p.targets, (t) => port.modifyVolume(p, t.volume_id, gp3(t), { dry_run: true, idempotency_key: run.key }))),
  async capture(port, p, run) {
    const volumes = await readVolumes(port, p)
    return {
      account_id: p.account_id,
      region_id: p.region_id,
      taken_at: run.now,
      volumes: volumes.map(({ region_id: _, created_at: __, ...v }) => ({ ...v, label: p.targets.find((t) => t.arn === v.arn)?.label ?? v.volume_id })),
    }
  },
  onTheirWay: (snapshot, _params, refusal) =>
    snapshot.volumes.flatMap((v) => {
      const move = volumeMoveAfter(v, snapshot.taken_at, refusal)
      return move === null ? [] : [{ target: v.label, ...move }]
    }),
  fields: (snapshot) =>
    snapshot.volumes.flatMap((v) => [
      { target: v.label, field: 'state', value: v.state },
      { target: v.label, field: 'volume_type', value: v.volume_type },
      { target: v.label, field: 'size_gib', value: String(v.size_gib) },
      { target: v.label, field: 'iops', value: v.iops === null ? 'none' : String(v.iops) },
      { target: v.label, field: 'throughput', value: v.throughput === null ? 'none' : String(v.throughput) },
      { target: v.label, field: 'tags', value: tagText(v.tags) },
    ]),
  apply: (port, p, run) =>
    performCalls(
      run,
      onEach(p.targets, (t) => port.modifyVolume(p, t.volume_id, gp3(t), { dry_run: false, idempotency_key: `${run.key}:${t.volume_id}` })),
    ),
  effect(_before, after, p) {
    const missing = p.targets.filter((t) => {
      const now = after.volumes.find((v) => v.arn === t.arn)
      return now?.volume_type !== 'gp3' || now.iops !== t.iops || now.throughput !== t.throughput
    })
    return missing.length === 0
      ? { status: 'in_place', detail: `${p.targets.length} of ${p.targets.length} volumes are gp3` }
      : { status: 'missing', detail: `not as asked: ${missing.map((t) => t.label).join(', ')}` }
  },
  rollback: (port, before, run) =>
    performCalls(
      run,
      onEach(before.volumes, (v) => port.modifyVolume(before, v.volume_id, v, { dry_run: false, idempotency_key: `${run.key}:${v.volume_id}` })),
    ),
})

const gp3 = (t: VolumeTarget) => ({ volume_type: 'gp3', iops: t.iops, throughput: t.throughput })
const readVolumes = async (port: CloudPort, p: Params) =>
  (
    await port.volumes(
      p,
      p.targets.map((t) => t.volume_id),
    )
  ).volumes
