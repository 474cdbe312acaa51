import { dayOf } from '@/lib/kernel/time'
import { ChangeEvents } from '@/schemas/evidence/cost'
import type { ChangeEventsPort } from './port'

type Event = ChangeEvents['events'][number]

/** Plays back events that were written down beforehand, oldest first. The demonstration's source. */
export function recordedChangeEvents(recorded: readonly Event[], now: () => Promise<string>): ChangeEventsPort {
  return {
    connector: 'recorded-changes',
    async events(window, sub_account_ids) {
      const at = await now()
      const events = recorded
        .filter((e) => e.at <= at && dayOf(e.at) >= window.start && dayOf(e.at) < window.end)
        .filter((e) => sub_account_ids.length === 0 || sub_account_ids.includes(e.sub_account_id))
        .sort((a, b) => (a.at < b.at ? -1 : 1))
      return ChangeEvents.parse({ kind: 'cost.change_events', window, events })
    },
  }
}
