import { addDays } from '@/lib/kernel/time'
import { EVERY_DAY } from '@/lib/warehouse/bill/bill-files'
import { type Warehouse, warehouseOf } from '@/lib/warehouse/warehouse'
import type { Included } from '@/schemas/frame'
import type { DayRange, Instant } from '@/schemas/time'

/** The places whose own sources hold every day of a range. A place that no source ever named is on whichever bill there is, so that all of them must hold it. */
export async function placesCovered(warehouse: Warehouse, now: Instant, places: readonly Included[], range: DayRange): Promise<Included[]> {
  const sources = [...new Set(warehouse.manifests.map((m) => m.source))]
  const each = await Promise.all(
    sources.map(async (source) => {
      const own = warehouseOf(
        warehouse.manifests.filter((m) => m.source === source),
        now,
      )
      const [days, ...named] = await Promise.all([own.coveredDays(), ...places.map((place) => isNamed(own, place))])
      const [first, last] = [days[0], days.at(-1)]
      const is_covered = first !== undefined && last !== undefined && first <= range.start && addDays(last, 1) >= range.end
      return { is_covered, named: places.filter((_, i) => named[i]) }
    }),
  )
  return places.filter((place) => {
    const its_own = each.filter((source) => source.named.includes(place))
    return (its_own.length === 0 ? each : its_own).every((source) => source.is_covered)
  })
}

async function isNamed(bill: Warehouse, place: Included): Promise<boolean> {
  const filter = { scope: {}, except: [], environment: null, charge: null, any_of: [place] }
  return (await bill.costGroups(filter, place.key, EVERY_DAY)).length > 0
}
