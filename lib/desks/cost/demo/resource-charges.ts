import { Fault } from '@/lib/kernel/errors'
import { monthOf } from '@/lib/kernel/time'
import type { SimulatedEvent } from '@/schemas/simulation'
import type { Day } from '@/schemas/time'
import type { SimulatedInstance, SimulatedVolume } from '../connectors/cloud/simulation/estate'
import { REGION_PREFIX, type RegionId } from './accounts'
import type { Charge } from './charge'
import { daysOfMonth } from './delivery-times'
import { accountNameOf } from './estate'
import { EBS_GIB_MONTH, EC2_HOURLY, GP3_EXTRA, SPOT_HOURLY } from './prices'
import { instanceHours, type VolumeShapeNow, volumeHours } from './resource-hours'
import { divide } from './units'
import { type BillDay, type Meter, meterOf, usageCharge } from './usage'

const MICRO = 1_000_000n

/** What an instance costs on a day, in the state that the events put it in. */
export function instanceCharges(instance: SimulatedInstance, events: readonly SimulatedEvent[], on: BillDay): Charge[] {
  const { day, share_pct } = on
  const region_id = instance.region_id as RegionId // safe: the estate only uses these regions
  const account = accountNameOf(instance.account_id)
  return instanceHours(instance, events, day).map(({ as: type, hours }) => {
    const rate = instance.is_spot ? SPOT_HOURLY[type] : EC2_HOURLY[region_id]?.[type]
    if (rate === undefined)
      throw new Fault('validation_failed', `the demonstration account has no price for ${type} in ${region_id}; add it to its price table`, { type, region_id })
    const kind = instance.is_spot ? 'SpotUsage' : instance.quirks.includes('dedicated_tenancy') ? 'DedicatedUsage' : 'BoxUsage'
    return usageCharge(
      keptMeter({
        line_id: `${instance.arn}|${type}`,
        account,
        region_id,
        product: 'AmazonEC2',
        usage_type: `${REGION_PREFIX[region_id]}${kind}:${type}`,
        operation: instance.is_spot ? 'RunInstances:SV001' : 'RunInstances',
        family: 'Compute Instance',
        unit: 'Hrs',
        rate,
        resource_id: instance.instance_id,
        tags: tagsNow(instance.tags, events, day),
      }),
      (BigInt(hours) * MICRO * share_pct) / 100n,
      on,
    )
  })
}

/** What a volume costs on a day: its size, and what gp3 provisions beyond the included rates. */
export function volumeCharges(volume: SimulatedVolume, events: readonly SimulatedEvent[], on: BillDay): Charge[] {
  const { day, share_pct } = on
  const region_id = volume.region_id as RegionId // safe: the estate only uses these regions
  const month_hours = BigInt(24 * daysOfMonth(monthOf(day)))
  const tags = tagsNow(volume.tags, events, day)
  return volumeHours(volume, events, day).flatMap(({ as: shape, hours }) =>
    meters(volume, shape).map(({ usage, unit, rate, amount }) =>
      usageCharge(
        keptMeter({
          line_id: `${volume.arn}|${usage}`,
          account: accountNameOf(volume.account_id),
          region_id,
          product: 'AmazonEC2',
          usage_type: `${REGION_PREFIX[region_id]}EBS:${usage}`,
          operation: `CreateVolume-${shape.volume_type.charAt(0).toUpperCase()}${shape.volume_type.slice(1)}`,
          family: usage.startsWith('VolumeUsage') ? 'Storage' : 'Provisioned Throughput',
          unit,
          rate,
          resource_id: volume.volume_id,
          tags,
        }),
        divide(BigInt(amount) * BigInt(hours) * MICRO * share_pct, month_hours * 100n),
        on,
      ),
    ),
  )
}

function meters(volume: SimulatedVolume, shape: VolumeShapeNow): { usage: string; unit: string; rate: string; amount: number }[] {
  const rate = EBS_GIB_MONTH[shape.volume_type]
  if (rate === undefined)
    throw new Fault('validation_failed', `the demonstration account has no price for volume type ${shape.volume_type}; add it to its price table`, {
      volume_type: shape.volume_type,
    })
  const all = [{ usage: `VolumeUsage.${shape.volume_type}`, unit: 'GB-Mo', rate, amount: volume.size_gib }]
  if (shape.volume_type !== 'gp3') return all
  const iops = (shape.iops ?? 0) - GP3_EXTRA.included_iops
  const mbps = (shape.throughput ?? 0) - GP3_EXTRA.included_mbps
  if (iops > 0) all.push({ usage: 'VolumeP-IOPS.gp3', unit: 'IOPS-Mo', rate: GP3_EXTRA.iops_month, amount: iops })
  if (mbps > 0) all.push({ usage: 'VolumeP-Throughput.gp3', unit: 'MiBps-Mo', rate: GP3_EXTRA.mbps_month, amount: mbps })
  return all
}

// Meters of resources whose tags have not changed since they were made.
const METERS_KEPT = new Map<string, Meter>()

function keptMeter(line: Parameters<typeof meterOf>[0]): Meter {
  const kept = METERS_KEPT.get(line.line_id)
  if (kept?.tags === line.tags) return kept
  const meter = meterOf(line)
  METERS_KEPT.set(line.line_id, meter)
  return meter
}

/** Tags as they stand at the end of the day: the bill carries the latest ones. */
function tagsNow(tags: Record<string, string>, events: readonly SimulatedEvent[], day: Day): Record<string, string> {
  const last = events.findLast((event) => event.change === 'tags' && event.at.slice(0, 10) <= day)
  return last?.change === 'tags' ? last.tags : tags
}
