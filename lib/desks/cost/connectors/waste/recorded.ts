import type { Place } from '../cloud/call'
import type { WastePort } from './port'
import { toSweep } from './to-evidence'
import { WireReport } from './wire'

/** Answers from reports that were kept, by "account/region"; a place without one has no waste. */
export const recordedWaste = (reports: Readonly<Record<string, unknown>>): WastePort => ({
  connector: 'recorded-waste',
  sweep: async (place: Place) =>
    toSweep(WireReport.parse(reports[`${place.account_id}/${place.region_id}`] ?? { account_id: place.account_id, generated_at: '' }), place),
})
