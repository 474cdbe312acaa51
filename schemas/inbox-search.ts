import { z } from 'zod'
import { CostCategory } from '@/schemas/cost'
import { Severity } from '@/schemas/decision'
import { AGES_DAYS } from '@/schemas/inbox-ages'

export const InboxFilter = z.enum(['open', 'mine', 'awaiting', 'verifying', 'snoozed', 'closed'])
export type InboxFilter = z.infer<typeof InboxFilter>

export const InboxSort = z.enum(['stake', 'severity', 'newest', 'oldest'])
export type InboxSort = z.infer<typeof InboxSort>

/** What a person looks for in the inbox: the whole of it is in the address of the page. */
export const InboxSearch = z.strictObject({
  filter: InboxFilter,
  /** Part of a headline, or the start of a case id. */
  text: z.string().max(120),
  account: z.string().max(64).nullable(),
  category: CostCategory.nullable(),
  severity: Severity.nullable(),
  /** Opened at least this many days ago. */
  older_than_days: z.literal(AGES_DAYS).nullable(),
  /** A person's id; `none` for cases that nobody owns. */
  owner: z.string().max(80).nullable(),
  sort: InboxSort,
  page: z.int().min(1).max(10_000),
})
export type InboxSearch = z.infer<typeof InboxSearch>

/** A search that somebody named. */
export const SavedView = z.strictObject({
  view_id: z.string(),
  name: z.string(),
  /** The query string that opens it, without its question mark; empty for the plain inbox. */
  query: z.string(),
  is_shared: z.boolean(),
  is_mine: z.boolean(),
  /** Who made it. */
  by: z.string(),
})
export type SavedView = z.infer<typeof SavedView>

const Choice = z.strictObject({ id: z.string(), label: z.string() })
export type Choice = z.infer<typeof Choice>

/** What stands around the list: what is looked for, what can be chosen, which part of it is shown, and who may act on several at once. */
export const InboxTools = z.strictObject({
  search: InboxSearch,
  accounts: z.array(Choice),
  categories: z.array(Choice),
  owners: z.array(Choice),
  /** First and last of the rows shown, counted from 1; `last` is 0 when there is none. */
  page: z.strictObject({ first: z.int(), last: z.int(), total: z.int(), pages: z.int() }),
  views: z.array(SavedView),
  /** Whose a new view is. */
  tenant_id: z.string(),
  /** Whom a case can be given to. */
  people: z.array(Choice),
  /** Null when this person may act on cases; else why not. */
  bulk_denied: z.string().nullable(),
  /** The revision of each case shown: what a command is given about. */
  revisions: z.record(z.string(), z.int().nonnegative()),
})
export type InboxTools = z.infer<typeof InboxTools>
