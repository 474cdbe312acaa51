import { z } from 'zod'
import { RiskTier } from '@/schemas/action'
import { Role } from '@/schemas/actor'
import { Phase } from '@/schemas/case'
import { ConnectorRow } from '@/schemas/connectors'
import { Severity } from '@/schemas/decision'
import { HeldLedger } from '@/schemas/held-ledger'
import { Digest } from '@/schemas/ids'
import { InboxFilter, InboxTools } from '@/schemas/inbox-search'
import { Fact, StripSlot, UiIntent } from '@/schemas/intent'
import { PlanEditorView } from '@/schemas/plan-edit-view'
import { Instant } from '@/schemas/time'

// What a page is given. A view is UiIntents plus the little that only a page needs: counters, freshness, the rail, filters.
// Every text is ready to print; every figure is a Fact, so that it leads to its evidence.

/** How old one source is. `missing` could not be asked; `importing` is on its way. */
export const Freshness = z.strictObject({
  source: z.string(),
  state: z.enum(['fresh', 'stale', 'missing', 'importing']),
  /** "complete to 16 Nov, 17 Nov on is provisional" */
  text: z.string(),
  as_of: Instant.nullable(),
})
export type Freshness = z.infer<typeof Freshness>

/** A page-level notice: same words and tones as the `notice` component. */
export const PageNotice = z.strictObject({
  tone: z.enum(['info', 'missing', 'stale', 'degraded', 'denied', 'expired', 'void', 'done']),
  title: z.string(),
  text: z.string(),
  remedy: z.string().nullable(),
})
export type PageNotice = z.infer<typeof PageNotice>

/** One of at most three figures above a list. `note` is the line below it ("7 open cases"). */
export const Counter = z.strictObject({ id: z.string(), fact: Fact, note: z.string(), href: z.string().nullable() })
export type Counter = z.infer<typeof Counter>

export const Person = z.strictObject({
  id: z.string(),
  name: z.string(),
  roles: z.array(Role),
  /** "Approver, platform" */ title: z.string(),
  /** What this person may do here. */ can: z.string(),
})
export type Person = z.infer<typeof Person>

/** Header, rail and menus of every page. */
export const ShellView = z.strictObject({
  tenant: z.strictObject({ tenant_id: z.string(), name: z.string(), is_demonstration: z.boolean() }),
  actor: Person,
  /** Others one can switch to; only in a demonstration tenant. */
  people: z.array(Person),
  now: Instant,
  /** Badges of the rail: what waits for somebody. */
  open_cases: z.int().nonnegative(),
  approvals_for_me: z.int().nonnegative(),
  verifying: z.int().nonnegative(),
  /** Null when this person may move the demonstration clock; else why not. */
  clock_denied: z.string().nullable(),
  kill_switch: z.string().nullable(),
  /** How far the machine may go here: shown in the header of every page. */
  mode: z.strictObject({ label: z.string(), does: z.string(), is_off: z.boolean() }),
})
export type ShellView = z.infer<typeof ShellView>

export const InboxView = z.strictObject({
  now: Instant,
  freshness: z.array(Freshness),
  notices: z.array(PageNotice),
  /** Exactly three, in this order: money at stake per day, awaiting a decision, verifying. */
  counters: z.array(Counter).max(3),
  filters: z.array(z.strictObject({ id: InboxFilter, label: z.string(), count: z.int().nonnegative() })),
  active: InboxFilter,
  /** One `anomaly.inbox` component; null when the filter has no case. */
  list: UiIntent.nullable(),
  /** What to say when `list` is null: what would appear here and when, and the one next step. */
  empty: z.strictObject({ title: z.string(), text: z.string(), action: z.strictObject({ label: z.string(), href: z.string() }).nullable() }),
  tools: InboxTools,
})
export type InboxView = z.infer<typeof InboxView>

export const RailStop = z.strictObject({
  phase: Phase,
  label: z.string(),
  state: z.enum(['done', 'current', 'waiting', 'skipped', 'failed']),
  at: Instant.nullable(),
  note: z.string().nullable(),
})
export type RailStop = z.infer<typeof RailStop>

export const CaseView = z.strictObject({
  case_id: z.string(),
  now: Instant,
  title: z.string(),
  where: z.string(),
  severity: Severity,
  status: z.string(),
  opened_at: Instant,
  is_closed: z.boolean(),
  owner: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  notices: z.array(PageNotice),
  rail: z.array(RailStop),
  /** The whole strip of the case: proposed, approvers, executed, verified. Empty while there is no plan. */
  strip: z.array(StripSlot),
  /** One sentence on what happens next, and where to go for it. The buttons of a case are the actions of `headline`; its primary one is the primary action of the page. */
  next: z.strictObject({ sentence: z.string(), label: z.string().nullable(), href: z.string().nullable() }),
  headline: UiIntent,
  chart: UiIntent.nullable(),
  attribution: UiIntent.nullable(),
  triage: UiIntent.nullable(),
  plan: UiIntent.nullable(),
  /** What may be changed in the plan; null without a plan, after the run, and where no parameter can be. */
  plan_editor: PlanEditorView.nullable(),
  approval: UiIntent.nullable(),
  execution: UiIntent.nullable(),
  verification: UiIntent.nullable(),
  timeline: UiIntent.nullable(),
  /** Sections that do not exist yet say when they will: shown instead of an empty gap. */
  pending: z.array(z.strictObject({ section: z.enum(['chart', 'attribution', 'triage', 'plan', 'approval', 'execution', 'verification']), text: z.string() })),
  ticket: z.strictObject({ key: z.string(), title: z.string(), url: z.string().nullable() }).nullable(),
  /** Whether a model is configured that may word the case; the page asks for its paragraph afterwards. */
  has_narrator: z.boolean(),
  similar: z.array(z.strictObject({ case_id: z.string(), title: z.string(), outcome: z.string(), at: Instant })),
})
export type CaseView = z.infer<typeof CaseView>

export const ApprovalRow = z.strictObject({
  approval_id: z.string(),
  case_id: z.string(),
  title: z.string(),
  where: z.string(),
  saving: Fact,
  risk_tier: RiskTier,
  level: z.string(),
  state: z.enum(['pending', 'veto_open', 'approved', 'denied', 'vetoed', 'expired', 'withdrawn', 'void', 'window_ended', 'changes_requested']),
  proposed_by: z.string(),
  deadline: Instant,
  strip: z.array(StripSlot),
  /** Null when the viewer may sign; else which role can, or why this person cannot. */
  cannot_sign: z.string().nullable(),
  /** When and why it was decided or ended; null while it waits. */
  closed: z.string().nullable(),
})
export type ApprovalRow = z.infer<typeof ApprovalRow>

export const ApprovalsView = z.strictObject({
  now: Instant,
  notices: z.array(PageNotice),
  counters: z.array(Counter).max(3),
  waiting: z.array(ApprovalRow),
  closed: z.array(ApprovalRow),
  /** Requests that this person may approve together: low risk, one action, a small sum. Each is still a command of its own. */
  batches: z
    .array(
      z.strictObject({
        title: z.string(),
        rows: z
          .array(z.strictObject({ approval_id: z.string(), plan_hash: Digest, state_version: z.int().nonnegative(), title: z.string(), saving: z.string() }))
          .min(2),
      }),
    )
    .optional(),
})
export type ApprovalsView = z.infer<typeof ApprovalsView>

export const ApproveView = z.strictObject({
  approval_id: z.string(),
  case_id: z.string(),
  case_title: z.string(),
  now: Instant,
  notices: z.array(PageNotice),
  /** One `approval.card`; its actions are Approve, Deny, Withdraw as they apply to this person, disabled with the reason where they do not. */
  approval: UiIntent,
  /** One `plan.card`: exactly what the plan_hash covers. */
  plan: UiIntent,
  /** Why it was proposed: headline figures and the chart. */
  evidence: UiIntent.nullable(),
  execution: UiIntent.nullable(),
  /** Handing the decision on: who could be asked, and what stands in the way. Absent once the request has ended. */
  hand_on: z
    .strictObject({
      plan_hash: Digest,
      people: z.array(z.strictObject({ id: z.string(), name: z.string() })),
      delegate_denied: z.string().nullable(),
      escalate_to: z.string(),
      escalate_denied: z.string().nullable(),
    })
    .optional(),
})
export type ApproveView = z.infer<typeof ApproveView>

export const VerificationRow = z.strictObject({
  case_id: z.string(),
  title: z.string(),
  where: z.string(),
  verdict: z.enum(['close', 'monitor', 'rollback', 'escalate', 'waiting']),
  /** "Realised $118.20 / day of $118.86 expected" */
  sentence: z.string(),
  predicted: Fact,
  realized: Fact.nullable(),
  executed_at: Instant,
  next_check: Instant.nullable(),
})
export type VerificationRow = z.infer<typeof VerificationRow>

export const VerificationView = z.strictObject({
  now: Instant,
  notices: z.array(PageNotice),
  /** Realised so far, expected in all, carried-out plans that wait for settled days. */
  counters: z.array(Counter).max(3),
  rows: z.array(VerificationRow),
  /** How many carried-out plans there are in all, and where the next page begins (`after`); null on the last one. */
  page: z.strictObject({ total: z.int().nonnegative(), next: z.string().nullable(), is_first: z.boolean() }),
  /** The row whose board is open: the asked one, else the newest. */
  selected: z
    .strictObject({
      case_id: z.string(),
      title: z.string(),
      where: z.string(),
      strip: z.array(StripSlot),
      board: UiIntent,
      /** `snapshot.diff` and `execution.progress`. */ execution: UiIntent.nullable(),
    })
    .nullable(),
})
export type VerificationView = z.infer<typeof VerificationView>

export const SourceRow = z.strictObject({
  source: z.string(),
  /** "CUR 2.0" */
  kind: z.string(),
  state: z.enum(['fresh', 'stale', 'missing', 'importing']),
  freshness: z.string(),
  first_day: z.string().nullable(),
  complete_to: z.string().nullable(),
  settled_to: z.string().nullable(),
  rows: Fact.nullable(),
  total: Fact.nullable(),
  as_of: Instant.nullable(),
})
export type SourceRow = z.infer<typeof SourceRow>

export const ImportRow = z.strictObject({
  import_id: z.string(),
  file: z.string(),
  source: z.string(),
  format: z.string(),
  state: z.enum(['queued', 'running', 'completed', 'unchanged', 'failed', 'cancelled']),
  by: z.string(),
  started_at: Instant,
  finished_at: Instant.nullable(),
  /** 0..1; null when the size is not known. */
  progress: z.number().min(0).max(1).nullable(),
  rows_read: z.int().nonnegative(),
  rows_per_sec: z.int().nonnegative().nullable(),
  dropped: z.array(z.strictObject({ rows: z.int().positive(), because: z.string() })),
  /** "Total $1,204,118.32 in 8 months, equal to the file to the cent." */
  reconciled: z.string().nullable(),
  /** Null unless failed. */
  error: z
    .strictObject({
      file: z.string(),
      row: z.int().nullable(),
      column: z.string().nullable(),
      value: z.string().nullable(),
      message: z.string(),
      remedy: z.string(),
    })
    .nullable(),
})
export type ImportRow = z.infer<typeof ImportRow>

export const SourcesView = z.strictObject({
  now: Instant,
  notices: z.array(PageNotice),
  sources: z.array(SourceRow),
  imports: z.array(ImportRow),
  /** Null when this person may import; else why not. */
  import_denied: z.string().nullable(),
  /** Absent before the first look at a bill. */
  held: HeldLedger.optional(),
  /** What else was connected, and what it said when it was last asked; absent where nobody looks. */
  connectors: z.array(ConnectorRow).optional(),
})
export type SourcesView = z.infer<typeof SourcesView>

export const AuditRow = z.strictObject({
  seq: z.int().positive(),
  at: z.string(),
  kind: z.string(),
  /** One sentence: "Approved by Tomas Okafor as platform." */
  title: z.string(),
  detail: z.string(),
  subject: z.string(),
  href: z.string().nullable(),
  actor: z.string(),
  surface: z.string(),
  prev: Digest,
  hash: Digest,
  /** False when the recomputed hash differs or the link to `prev` is broken. */
  is_linked: z.boolean(),
})
export type AuditRow = z.infer<typeof AuditRow>

export const AuditView = z.strictObject({
  now: Instant,
  notices: z.array(PageNotice),
  verify: z.strictObject({
    is_intact: z.boolean(),
    checked: z.int().nonnegative(),
    head_seq: z.int().nonnegative(),
    head_hash: Digest.nullable(),
    broken_at: z.int().nullable(),
    sentence: z.string(),
  }),
  /** Newest first. */
  rows: z.array(AuditRow),
  /** `noun`: events of one kind of thing, such as `approval`. `actor_id`: what one person or service did. */
  filter: z.strictObject({ case_id: z.string().nullable(), noun: z.string().nullable(), actor_id: z.string().nullable() }),
  nouns: z.array(z.strictObject({ noun: z.string(), title: z.string() })),
  actors: z.array(z.strictObject({ actor_id: z.string(), name: z.string() })),
  /** Whether the case that is shown is recomputed from its evidence to the same bytes; null when no case is chosen. */
  replay: z.strictObject({ case_id: z.string(), outcome: z.enum(['reproduces', 'differs', 'not known']), sentence: z.string() }).nullable(),
  cases: z.array(z.strictObject({ case_id: z.string(), title: z.string() })),
  /** `before` of the next page; null at the start of the chain. */
  next_before: z.int().nullable(),
  total: z.int().nonnegative(),
})
export type AuditView = z.infer<typeof AuditView>

/** Query of /audit: rows older than `before`, of one case, kind of thing and actor or of all. */
export type AuditParams = AuditView['filter'] & { before: number | null }

export const AskView = z.strictObject({
  now: Instant,
  threads: z.array(z.strictObject({ thread_id: z.string(), title: z.string(), updated_at: Instant })),
  examples: z.array(z.string()),
})
export type AskView = z.infer<typeof AskView>

export const SignInView = z.strictObject({ tenant: z.string(), is_demonstration: z.boolean(), people: z.array(Person), notices: z.array(PageNotice) })
export type SignInView = z.infer<typeof SignInView>
