import { addDays } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import { ACCOUNTS, type AccountName, type RegionId } from '../accounts'
import type { Charge } from '../charge'
import { fromUnits } from '../units'
import { seededId } from './draw-leaves'
import { isIdleVolume } from './idle-volume'

export type WasteReport = {
  account_id: string
  generated_at: string
  has_waste: boolean
  unused_ebs_volumes: { volume_id: string; size_gib: number; status: 'available'; estimated_monthly_cost: number }[]
  unused_elastic_ips: []
  reserved_instances: []
}

const MONTH_DAYS = 30
const GIB_PER_USD = 12.5

/**
 * What aws-doctor says of one account and region on the morning of `today`: the volumes that nothing is attached to, each at what the bill says of its last
 * thirty days, to the cent. Machines and addresses are never resources of a generated bill, so that nothing is said of them.
 */
export function wasteReport(
  seed: number,
  charges: Iterable<Charge>,
  { account, region_id }: { account: AccountName; region_id: RegionId },
  today: Day,
): WasteReport {
  const from = addDays(today, -MONTH_DAYS)
  const volumes = new Map<string, bigint>()
  for (const charge of charges) {
    const day = charge.start.slice(0, 10)
    if (charge.account !== account || charge.region_id !== region_id || day < from || day >= today || !isIdleVolume(charge)) continue
    const id = `vol-0${seededId(seed, `volume:${charge.account}:${charge.usage_type}:${charge.operation}`)}`
    volumes.set(id, (volumes.get(id) ?? 0n) + charge.unblended)
  }
  const unused = [...volumes].sort().map(([volume_id, units]) => {
    const usd = Number(Number(fromUnits(units)).toFixed(2))
    return { volume_id, size_gib: Math.round(usd * GIB_PER_USD), status: 'available' as const, estimated_monthly_cost: usd }
  })
  return {
    account_id: ACCOUNTS[account].account_id,
    generated_at: `${today}T06:00:00Z`,
    has_waste: unused.length > 0,
    unused_ebs_volumes: unused,
    unused_elastic_ips: [],
    reserved_instances: [],
  }
}
