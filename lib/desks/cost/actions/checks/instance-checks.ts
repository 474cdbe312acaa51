import { addHours, secondsBetween } from '@/lib/kernel/time'
import { findGuardTag } from '@/lib/policy/guard-tag'
import type { InstanceInventory } from '@/schemas/evidence/cloud'
import type { Instant } from '@/schemas/time'
import { environmentOf } from './environment-of'
import { failed, type TargetCheck, unknown } from './judge-targets'
import { hasYesTag } from './yes-tag'

export type Instance = InstanceInventory['instances'][number]
type Context = { now: Instant }
type Check = TargetCheck<Instance, Context>

// Idle is below both of these for so long.
const IDLE_CPU_P95_PCT = 5
const IDLE_MB_PER_HOUR = 1
const IDLE_DAYS = 14
// A resource that has not lived for two weeks is judged by its whole life, if that is a week.
const SHORTEST_LIFE_DAYS = 7
const YOUNGEST_HOURS = 24
const DAY_SEC = 86_400

const CLUSTER_TAGS = /^(?:aws:eks:cluster-name|eks:cluster-name|kubernetes\.io\/cluster\/.+|aws:ecs:cluster.*|karpenter\.sh\/.+)$/i
const SCHEDULER_TAGS = /^(?:schedule|instance-scheduler|aws:instance-scheduler.*)$/i

const hasYes = (i: Instance, tag: string): boolean => hasYesTag(i.tags, tag)
const findTag = (tags: Instance['tags'], pattern: RegExp): string | undefined => Object.keys(tags).find((key) => pattern.test(key))
/** A tag by which another scheduler finds what it switches. */
export const findSchedulerTag = (tags: Instance['tags']): string | undefined => findTag(tags, SCHEDULER_TAGS)

export const guardTag: Check = {
  id: 'guard_tag',
  passed: 'no target carries a tag that protects it',
  remedy: 'the owner removes the protecting tag',
  judge(i) {
    const tag = findGuardTag(i.tags)
    return tag === undefined ? null : failed(`protected by ${tag}`)
  },
}

export const oldEnough: Check = {
  id: 'older_than_24_h',
  passed: `every target was launched more than ${YOUNGEST_HOURS} h ago`,
  remedy: 'wait until it is a day old',
  judge: (i, { now }) => (addHours(i.launched_at, YOUNGEST_HOURS) <= now ? null : failed(`launched at ${i.launched_at}, less than ${YOUNGEST_HOURS} h ago`)),
}

export const nonProduction: Check = {
  id: 'non_production',
  passed: 'every target is tagged dev, test or stage',
  remedy: 'tag it env=dev, test or stage if that is what it is',
  judge(i) {
    const environment = environmentOf(i.tags)
    return environment === 'prod' ? failed('its environment is prod') : environment === 'unknown' ? unknown('not known: its environment') : null
  },
}

export const notInGroup: Check = {
  id: 'not_in_scaling_group',
  passed: 'no target belongs to an Auto Scaling group',
  remedy: 'change the size or the schedule of its Auto Scaling group instead',
  judge: (i) => (i.auto_scaling_group === null ? null : failed(`belongs to ${i.auto_scaling_group}, which would replace it`)),
}

export const notInCluster: Check = {
  id: 'not_in_cluster',
  passed: 'no target is a node of a cluster',
  remedy: 'scale the node group instead',
  judge(i) {
    const tag = findTag(i.tags, CLUSTER_TAGS)
    return tag === undefined ? null : failed(`is a cluster node (${tag})`)
  },
}

export const notSpot: Check = {
  id: 'not_spot',
  passed: 'no target is a spot instance',
  remedy: 'end the spot request instead',
  judge: (i) => (i.is_spot ? failed('is a spot instance, which may not come back') : null),
}

export const noLocalDisk: Check = {
  id: 'no_local_disk',
  passed: 'no target has local disks that a stop would erase',
  remedy: 'copy the local disks first and move it to a type without them',
  judge: (i) => (i.has_instance_store ? failed('has local disks that a stop erases') : null),
}

export const notProtected: Check = {
  id: 'no_termination_protection',
  passed: 'no target is protected against termination',
  remedy: 'the owner lifts the termination protection',
  judge: (i) => (i.has_termination_protection ? failed('is protected against termination') : null),
}

export const keepsAddress: Check = {
  id: 'keeps_address',
  passed: 'no target would lose a public address',
  remedy: 'give it an elastic address, or tag it ip-ok=true',
  judge: (i) => (i.public_ip === 'ephemeral' && !hasYes(i, 'ip-ok') ? failed('would come back with another public address') : null),
}

const isIdle: Check = {
  id: 'idle',
  passed: `CPU p95 below ${IDLE_CPU_P95_PCT} % and network below ${IDLE_MB_PER_HOUR} MB/h on every target, for ${IDLE_DAYS} days or its whole life`,
  remedy: `CPU p95 below ${IDLE_CPU_P95_PCT} % and network below ${IDLE_MB_PER_HOUR} MB/h for ${IDLE_DAYS} days`,
  judge(i, { now }) {
    const life_days = Math.floor(secondsBetween(i.launched_at, now) / DAY_SEC)
    const needed = Math.max(SHORTEST_LIFE_DAYS, Math.min(IDLE_DAYS, life_days))
    if (i.cpu_p95_pct === null || i.network_mb_per_hour === null) return unknown('not known: its use')
    if (i.metric_days < needed) return unknown(`its use is known for ${i.metric_days} of ${needed} days`)
    if (i.cpu_p95_pct >= IDLE_CPU_P95_PCT) return failed(`CPU p95 is ${i.cpu_p95_pct} %`)
    return i.network_mb_per_hour >= IDLE_MB_PER_HOUR ? failed(`network is ${i.network_mb_per_hour} MB/h`) : null
  },
}

export const noOtherScheduler: Check = {
  id: 'no_other_scheduler',
  passed: 'no other schedule switches the targets',
  remedy: 'change the existing schedule instead',
  judge(i) {
    if (i.schedule !== null) return failed(`already runs on a schedule (${i.schedule})`)
    const tag = findSchedulerTag(i.tags)
    return tag === undefined ? null : failed(`is switched by another scheduler (tag ${tag})`)
  },
}

export const isRunning: Check = {
  id: 'running',
  passed: 'every target is running',
  remedy: 'nothing: it costs no compute while it is stopped',
  judge: (i) => (i.state === 'running' ? null : failed(`is ${i.state}`)),
}

/** Read from the inventory alone, so that the planner can apply them too. */
export const STOP_CHECKS = [guardTag, oldEnough, notInGroup, notInCluster, notSpot, noLocalDisk, notProtected, keepsAddress, isIdle] as const
