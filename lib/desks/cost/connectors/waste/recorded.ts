import type { Place } from '../cloud/call'
import type { WastePort } from './port'
import { toSweep } from './to-evidence'
import { toTrend } from './to-trend'
import { WireReport, WireTrend } from './wire'

const NOTHING_FOUND = Object.fromEntries(Object.keys(WireReport.shape).map((key) => [key, []]))

/** Answers from reports that were kept, by "account/region", and from months, by account; a place without a report has no waste. */
export const recordedWaste = (reports: Readonly<Record<string, unknown>>, months: Readonly<Record<string, unknown>> = {}): WastePort => ({
  connector: 'recorded-waste',
  sweep: async (place: Place) =>
    toSweep(WireReport.parse(reports[`${place.account_id}/${place.region_id}`] ?? { ...NOTHING_FOUND, account_id: place.account_id, generated_at: '' }), place),
  trend: async ({ account_id }) => toTrend(WireTrend.parse(months[account_id] ?? { account_id, generated_at: '1970-01-01' })),
})
