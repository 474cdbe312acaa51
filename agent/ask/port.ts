import type { IntentExtras } from '@/lib/desks/cost/intents/case-context'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { Scope } from '@/schemas/evidence/cost'
import type { GroupBy } from '@/schemas/frame'
import type { Currency, Decimal } from '@/schemas/money'
import type { Day, Instant } from '@/schemas/time'

/** Days the imported bill covers: [first_day, end_day), settled before `settled_end`. */
export type BillCover = { first_day: Day; end_day: Day; settled_end: Day; currency: Currency; data_version: string; imported_at: Instant }

export type BillNames = { accounts: { id: string; name: string }[]; services: string[]; regions: string[]; usage_types: string[]; owners: string[] }

export type BillLine = {
  day: Day
  sub_account_id: string
  service_name: string
  region_id: string
  usage_type: string
  resource_id: string
  quantity: Decimal | null
  unit: string | null
  effective_cost: Decimal
}

type Range = { start: Day; end: Day }

/** What a question may ask of the bill. Half-open ranges; a group or day without cost in the bill is absent, never zero. */
export type AskWarehouse = {
  /** Null when no bill was imported. */
  cover(): Promise<BillCover | null>
  names(): Promise<BillNames>
  /** Every group of the scope, largest first. */
  breakdown(scope: Scope, group_by: GroupBy, range: Range): Promise<{ key: string; effective_cost: Decimal }[]>
  dailySeries(scope: Scope, range: Range): Promise<{ day: Day; effective_cost: Decimal; is_settled: boolean }[]>
  /** Largest lines first. `is_cut` says that there are more. */
  lineItems(scope: Scope, range: Range, limit: number): Promise<{ lines: BillLine[]; is_cut: boolean }>
}

/** Cases of the asker's tenant. `extras` is what their cards may know besides the cases, as on the pages. */
export type AskCases = {
  list(): Promise<Case[]>
  find(case_id: string): Promise<Case | null>
  extras(cases: readonly Case[]): Promise<IntentExtras>
}

/** Everything an answer is made from. `now` is the tenant's clock. */
export type AskDeps = { warehouse: AskWarehouse; cases: AskCases; viewer: Actor; now: Instant }
