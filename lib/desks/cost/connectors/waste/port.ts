import type { MonthTrend } from '@/schemas/evidence/month-trend'
import type { WasteFindings } from '@/schemas/evidence/waste'
import type { Place } from '../cloud/call'

/** What a sweep of one account and region found, and what it could not say. */
export type Sweep = { body: WasteFindings; gaps: string[] }

/** A program or service that looks for unused resources. Throws Fault `provider_down` when it could not look; a sweep that found nothing has no findings. */
export type WastePort = {
  connector: string
  sweep(place: Place): Promise<Sweep>
  /** What the account of a place cost by month. Throws as a sweep does. */
  trend(place: Place): Promise<MonthTrend>
}
