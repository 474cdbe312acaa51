import type { IntentExtras } from '@/lib/desks/cost/intents/case-context'
import type { CostFilter } from '@/lib/warehouse/bill/place-sql'
import type { DayCost } from '@/lib/warehouse/queries/cost-by-day'
import type { CostGroup } from '@/lib/warehouse/queries/cost-groups'
import type { Environment } from '@/schemas/action'
import type { Actor } from '@/schemas/actor'
import type { AuditEntry } from '@/schemas/audit'
import type { Case, CaseStatus } from '@/schemas/case'
import type { CostCategory } from '@/schemas/cost'
import type { Severity } from '@/schemas/decision'
import type { DetectionRun } from '@/schemas/detection-run'
import type { Scope } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Frame, FrameName, FrameOf, Grouping, Included } from '@/schemas/frame'
import type { ComponentOf } from '@/schemas/intent'
import type { Currency, Decimal } from '@/schemas/money'
import type { PolicyFile } from '@/schemas/policy'
import type { Day, Instant } from '@/schemas/time'

/** Days the imported bill covers: [first_day, end_day), settled before `settled_end`. */
export type BillCover = { first_day: Day; end_day: Day; settled_end: Day; currency: Currency; data_version: string; imported_at: Instant }

export type BillNames = {
  accounts: { id: string; name: string }[]
  services: string[]
  regions: string[]
  usage_types: string[]
  owners: string[]
  environments: Environment[]
}

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

/** Share of eligible usage that commitments paid for, 0..1; null where there was no eligible usage, which is not 0. */
export type Coverage = { before_ratio: number | null; after_ratio: number | null; before_eligible: Decimal; after_eligible: Decimal }

/** What a question may ask of the bill. Half-open ranges; a group or day without cost in the bill is absent, never zero. */
export type AskWarehouse = {
  /** Null when no bill was imported. */
  cover(): Promise<BillCover | null>
  names(): Promise<BillNames>
  /** Every group of the filter, largest first. */
  groups(filter: CostFilter, group_by: Grouping, range: Range): Promise<CostGroup[]>
  /** Every day with cost, in order; by group where one is asked for. */
  daily(filter: CostFilter, group_by: Grouping | null, range: Range): Promise<DayCost[]>
  /** Largest lines first. `is_cut` says that there are more. */
  lines(filter: CostFilter, range: Range, limit: number): Promise<{ lines: BillLine[]; is_cut: boolean }>
  /** Those of the places whose own sources hold every day of the range: without a line there, they cost nothing. Of the others it is not known. */
  covered(places: readonly Included[], range: Range): Promise<Included[]>
  coverage(scope: Scope, before: Range, after: Range): Promise<Coverage>
}

/** A case without its evidence, plan and charts: enough to list, count and find it. */
export type CaseSummary = {
  case_id: string
  /** Of what it is one case: several of one incident follow one another. */
  incident_key: string
  headline: string
  status: CaseStatus
  severity: Severity
  at_stake_per_day: Decimal
  currency: Currency
  /** Person id or name of whoever it is assigned to. */
  assigned_to: string | null
  opened_at: Instant
  scope: Scope
  category: CostCategory | null
  onset: Day | null
  is_closed: boolean
}

/** Which requests for signatures. `saving` restricts the expected saving of a month; `signer` keeps those that this person may sign. */
export type RequestsAsked = {
  state: 'waiting' | 'decided'
  period: { start: Day; end: Day } | null
  saving: { side: 'over' | 'under'; amount: Decimal } | null
  signer: Pick<Actor, 'id' | 'roles'> | null
  limit: number
}
/** `total` fit and `in_state` are in that state at all, however many are in `cases`: waiting ones by deadline, decided ones the latest first. */
export type RequestsFound = { total: number; in_state: number; cases: Case[] }

/** Cases of the asker's tenant. `extras` is what their cards may know besides the cases, as on the pages. */
export type AskCases = {
  /** Every case in short, open ones first, most money first. `version` changes when any of them does. */
  index(): Promise<{ version: string; cases: CaseSummary[] }>
  find(case_id: string): Promise<Case | null>
  /** Whole cases, in the order of the ids; one that does not exist is left out. */
  many(case_ids: readonly string[]): Promise<Case[]>
  /** Whole cases with a request that fits. */
  requests(asked: RequestsAsked): Promise<RequestsFound>
  /** Cases whose plan was carried out, the latest first. */
  carriedOut(): Promise<Case[]>
  /** The case an approval belongs to; null when there is none. */
  ofApproval(approval_id: string): Promise<string | null>
  extras(cases: readonly Case[]): Promise<IntentExtras>
}

export type AskPerson = { id: string; name: string; title: string }

/** The ledger of silence with the evidence that holds it. */
export type HeldRun = { run: DetectionRun; at: Instant; evidence: Evidence }

/** The product itself as it is now: what it reads from, what it has still to do, and who words its paragraphs. */
export type SystemState = {
  sources: readonly { name: string; state: 'ok' | 'late' | 'failed' | 'unknown'; says: string; as_of: Instant | null; remedy: string | null }[]
  /** Null when the queue could not be read. */
  queue: { count: number; oldest_sec: number } | null
  /** Name of the configured model; null without one. */
  model: string | null
  /** Contracts and rules in use, by name. */
  versions: readonly { name: string; version: string }[]
}

/** Everything an answer is made from. `now` is the tenant's clock. */
export type AskDeps = {
  warehouse: AskWarehouse
  cases: AskCases
  directory(): Promise<{ tenant: string; people: AskPerson[] }>
  /** Entries of the audit chain that fit, the newest first. */
  audit(search: Omit<FrameOf<'audit_search'>, 'frame'>): Promise<AuditEntry[]>
  /** One entry with its path to a signed anchor, as far as one covers it. */
  prove(entry: AuditEntry): Promise<ComponentOf<'audit.proof'>>
  /** Texts of the tenant's own policies by the digest of their bundle; none for the shipped policies alone, null where they were not kept. */
  policyTexts(bundle_digest: string): Promise<readonly PolicyFile[] | null>
  /** What the newest look at the bill kept quiet; null before the first look that kept a ledger. */
  held(): Promise<HeldRun | null>
  system(): Promise<SystemState>
  viewer: Actor
  now: Instant
  /** By whose clocks the answers show their times. */
  time_zone: string
  /** Month in which the tenant's fiscal years start, 1..12; null while it is not set. */
  fiscal_year_starts_in_month: number | null
}

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
