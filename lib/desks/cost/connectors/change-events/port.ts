import type { ChangeEvents } from '@/schemas/evidence/cost'
import type { DayRange } from '@/schemas/time'

/** Where deploys and configuration changes are read. Throws Fault `provider_down` when the source cannot answer; an empty list means that it had none. */
export type ChangeEventsPort = {
  connector: string
  /** Events of the accounts, or of all when none is named. */
  events(window: DayRange, sub_account_ids: readonly string[]): Promise<ChangeEvents>
}
