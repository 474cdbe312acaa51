import { z } from 'zod'
import { addMs } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'
import type { AccountNow, InstanceNow } from './simulated-account'
import { volumeShown } from './simulated-volumes'

/** How long a change takes until it is done, in seconds: the order of what AWS takes, so that whoever is in a hurry meets what they would meet there. */
const SETTLE_SEC = {
  ...{ stop_instance: 60, start_instance: 30, stop_database: 300, start_database: 480, resize_database: 600, resize_group: 120 },
  ...{ make_volume: 30, restore_snapshot: 30 },
} as const

/** What a resource shows until it has settled, instead of where it is going. */
export const OnItsWay = z.strictObject({ until: z.string(), shows: z.record(z.string(), z.unknown()) })
export type OnItsWay = z.infer<typeof OnItsWay>

export const settingOut = (at: Instant, what: keyof typeof SETTLE_SEC, shows: Record<string, unknown>): OnItsWay => ({
  until: addMs(at, SETTLE_SEC[what] * 1000),
  shows,
})

/** A resource as its provider shows it at `now`. What is written of it is the resource itself, which says where it is going. */
export function shown<T extends { on_its_way: OnItsWay | null }>(resource: T, now: Instant): T {
  const { on_its_way } = resource
  return on_its_way === null || now >= on_its_way.until ? { ...resource, on_its_way: null } : { ...resource, ...on_its_way.shows }
}

/** The account as its provider shows it at `now`. */
export const accountShown = (account: AccountNow, now: Instant): AccountNow => ({
  ...account,
  instances: new Map([...account.instances].map(([arn, i]) => [arn, instanceShown(i, now)])),
  volumes: new Map([...account.volumes].map(([arn, v]) => [arn, volumeShown(v, now)])),
})

/** An instance that was switched a moment ago is still stopping or starting. */
export function instanceShown(i: InstanceNow, now: Instant): InstanceNow {
  if (i.switched_at === null || (i.state !== 'stopped' && i.state !== 'running')) return i
  const { until } = settingOut(i.switched_at, i.state === 'stopped' ? 'stop_instance' : 'start_instance', {})
  return now < until ? { ...i, state: i.state === 'stopped' ? 'stopping' : 'pending' } : i
}
