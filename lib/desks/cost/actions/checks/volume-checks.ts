import { volumeMove } from '@/lib/desks/cost/actions/on-their-way'
import { addHours } from '@/lib/kernel/time'
import { findGuardTag } from '@/lib/policy/guard-tag'
import type { VolumeInventory } from '@/schemas/evidence/cloud'
import type { Instant } from '@/schemas/time'
import { failed, type TargetCheck } from './judge-targets'

export type Volume = VolumeInventory['volumes'][number]
type Check = TargetCheck<Volume, { now: Instant }>

const YOUNGEST_HOURS = 24
// EC2 takes four modifications of a volume in 24 hours, each once the one before is completed, and tells of the last alone. Where none began in these hours the change and its
// way back are surely among the four. Source: EC2 API reference, ModifyVolume.
const COOL_DOWN_HOURS = 24

export const VOLUME_CHECKS: readonly Check[] = [
  {
    id: 'guard_tag',
    passed: 'no target carries a tag that protects it',
    remedy: 'the owner removes the protecting tag',
    judge(v) {
      const tag = findGuardTag(v.tags)
      return tag === undefined ? null : failed(`protected by ${tag}`)
    },
  },
  {
    id: 'older_than_24_h',
    passed: `every target was created more than ${YOUNGEST_HOURS} h ago`,
    remedy: 'wait until it is a day old',
    judge: (v, { now }) => (addHours(v.created_at, YOUNGEST_HOURS) <= now ? null : failed(`created at ${v.created_at}, less than ${YOUNGEST_HOURS} h ago`)),
  },
  {
    id: 'is_gp2',
    passed: 'every target is a gp2 volume',
    remedy: 'nothing: it is not gp2',
    judge: (v) => (v.volume_type === 'gp2' ? null : failed(`is ${v.volume_type}`)),
  },
  {
    id: 'usable_state',
    passed: 'every target is available or in use',
    remedy: 'wait until it is available or in use',
    judge: (v) => (v.state === 'available' || v.state === 'in-use' ? null : failed(`is ${v.state}`)),
  },
  {
    id: 'not_just_modified',
    passed: `no target was modified in the last ${COOL_DOWN_HOURS} h`,
    remedy: `wait until its last modification is completed and ${COOL_DOWN_HOURS} h have passed since that began`,
    judge(v, { now }) {
      if (v.last_modified_at === null) return null
      if (volumeMove(v) !== null) return failed(`is still being modified (${v.modification_state}), since ${v.last_modified_at}`)
      return addHours(v.last_modified_at, COOL_DOWN_HOURS) <= now ? null : failed(`was modified at ${v.last_modified_at}`)
    },
  },
]
