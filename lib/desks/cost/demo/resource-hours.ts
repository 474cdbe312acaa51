import { addHours, dayOf, startOfDay } from '@/lib/kernel/time'
import type { SimulatedEvent } from '@/schemas/simulation'
import type { Day } from '@/schemas/time'
import type { SimulatedEstate, SimulatedInstance, SimulatedVolume } from '../connectors/cloud/simulation/estate'
import { accountAt } from '../connectors/cloud/simulation/simulated-account'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const NOTHING: SimulatedEstate = { instances: [], volumes: [], log_groups: [] }

/** Hours of a day by what the resource was in them. Its state at the start of an hour counts for the whole hour. */
export type HoursBy<T> = { as: T; hours: number }[]

/** Running hours of an instance by type. */
export function instanceHours(instance: SimulatedInstance, events: readonly SimulatedEvent[], day: Day): HoursBy<string> {
  if (isUntouched(events, day) && instance.launched_at < startOfDay(day)) return [{ as: instance.instance_type, hours: 24 }]
  const estate = { ...NOTHING, instances: [instance] }
  return grouped(day, (at) => {
    const now = accountAt(estate, events, at).instances.get(instance.arn)
    return now?.state === 'running' ? now.instance_type : undefined
  })
}

export type VolumeShapeNow = Pick<SimulatedVolume, 'volume_type' | 'iops' | 'throughput'>

/** Hours that a volume existed by type and provisioned rates. */
export function volumeHours(volume: SimulatedVolume, events: readonly SimulatedEvent[], day: Day): HoursBy<VolumeShapeNow> {
  if (isUntouched(events, day) && volume.created_at < startOfDay(day)) return [{ as: volume, hours: 24 }]
  const estate = { ...NOTHING, volumes: [volume] }
  const labels = grouped(day, (at) => {
    const now = accountAt(estate, events, at).volumes.get(volume.arn)
    return now === undefined ? undefined : JSON.stringify({ volume_type: now.volume_type, iops: now.iops, throughput: now.throughput })
  })
  return labels.map(({ as, hours }) => ({ as: JSON.parse(as) as VolumeShapeNow, hours })) // safe: written three lines above
}

const isUntouched = (events: readonly SimulatedEvent[], day: Day): boolean => events.every((event) => dayOf(event.at) > day)

function grouped(day: Day, labelAt: (at: string) => string | undefined): HoursBy<string> {
  const hours = new Map<string, number>()
  for (const hour of HOURS) {
    const label = labelAt(addHours(startOfDay(day), hour))
    if (label !== undefined) hours.set(label, (hours.get(label) ?? 0) + 1)
  }
  return [...hours].map(([as, n]) => ({ as, hours: n }))
}
