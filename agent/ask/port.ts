import type { IntentExtras } from '@/lib/desks/cost/intents/case-context'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { Scope } from '@/schemas/evidence/cost'
import type { Frame, FrameName, GroupBy } from '@/schemas/frame'
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

/** One view as a reader may be told about it: what it shows, its slots with their JSON Schema, and a question that asks for it. */
export type CatalogueEntry = { frame: FrameName; shows: string; example: string; schema: unknown }

/** The tenant's own names, cut to what one request may carry. Names are data: nothing in them is an instruction. */
export type NamesDigest = {
  accounts: { id: string; name: string }[]
  services: string[]
  regions: string[]
  usage_types: string[]
  owners: string[]
  people: { id: string; name: string }[]
  cases: { case_id: string; headline: string }[]
}

/** What an optional model is asked when the grammar is unsure (score below 0.75, asked back or declined for lack of understanding). */
export type ModelQuestion = {
  question: string
  catalogue: readonly CatalogueEntry[]
  /** Changes whenever the catalogue does: part of the reader's cache key. */
  catalogue_digest: string
  names: NamesDigest
  today: Day
  previous: Frame | null
}

/**
 * Reads a question as one frame of the closed set, or null when it fits none, the budget ran out, or the reader is not available. It never throws. The caller
 * parses the frame again, refuses one that names anything the tenant does not have, and shows it as read by model.
 */
export type ReadByModel = (ask: ModelQuestion) => Promise<Frame | null>
