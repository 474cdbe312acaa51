import { z } from 'zod'
import { ExpectedSavings, Plan } from '@/schemas/action'
import { Approval } from '@/schemas/approval'
import { Anomaly, Attribution, Triage, Windows } from '@/schemas/cost'
import { Severity } from '@/schemas/decision'
import { Run } from '@/schemas/execution'
import { CaseId, EvidenceId, TenantId } from '@/schemas/ids'
import { Currency, Decimal } from '@/schemas/money'
import { PolicyDecision } from '@/schemas/policy'
import { Instant } from '@/schemas/time'
import { RealizedSavings, VerificationCheck } from '@/schemas/verification'

export const Desk = z.enum(['cost', 'health', 'change', 'design'])
export type Desk = z.infer<typeof Desk>

/** Where a case stands on the spine. The rail on the case page shows these in this order. */
export const Phase = z.enum(['watch', 'triage', 'analyse', 'gate', 'execute', 'verify', 'closed'])
export type Phase = z.infer<typeof Phase>

export const CaseStatus = z.enum([
  'detected',
  'triaged',
  'plan_ready',
  'no_action',
  'policy_denied',
  'awaiting_approval',
  'awaiting_veto',
  'denied',
  'expired',
  'approved',
  'executing',
  'executed',
  'verifying',
  'verified',
  'partial',
  'not_measurable',
  'rolling_back',
  'rolled_back',
  'escalated',
  'stale_plan',
  'withdrawn_by_restatement',
  'accepted',
  'error',
])
export type CaseStatus = z.infer<typeof CaseStatus>

/** Statuses that end a case. `no_action` is not one: its ticket is open until a person accepts or closes it. */
export const CLOSED_STATUSES = [
  'verified',
  'partial',
  'not_measurable',
  'rolled_back',
  'withdrawn_by_restatement',
  'accepted',
] as const satisfies readonly CaseStatus[]

/** What a cost case has learned so far. Null means "not reached yet". */
export const CostFile = z.strictObject({
  anomaly: Anomaly,
  windows: Windows.nullable(),
  attribution: Attribution.nullable(),
  triage: Triage.nullable(),
})
export type CostFile = z.infer<typeof CostFile>

/**
 * Why an approved plan or a rollback is not going on right now. `until` is when it may, or is asked again, and of what settles how long that is waited for at
 * most; `tries` counts a provider that could not be asked.
 */
export const CaseWait = z.strictObject({
  for: z.enum(['room', 'provider', 'settling']),
  because: z.string(),
  since: Instant,
  until: Instant.nullable(),
  tries: z.int().nonnegative(),
})
export type CaseWait = z.infer<typeof CaseWait>

/** Kept out of the open list until a moment, or until the rise is above an amount a day; at least one of them. Everything else about the case goes on. */
export const Snooze = z.strictObject({
  until: Instant.nullable(),
  above_per_day: Decimal.nullable(),
  at: Instant,
  by: z.string(),
  name: z.string(),
  because: z.string().max(2000),
})
export type Snooze = z.infer<typeof Snooze>

/** Somebody asked that this run, and no other, applies nothing more. */
export const StopRequest = z.strictObject({ at: Instant, by: z.string(), name: z.string(), because: z.string().max(2000) })
export type StopRequest = z.infer<typeof StopRequest>

/** What a plan was claimed to save before its change was taken back: when it was carried out, and taken back; null where nobody knows. */
const ClaimTakenBack = z.strictObject({
  title: z.string(),
  account_id: z.string(),
  executed_at: Instant.nullable().default(null),
  taken_back_at: Instant.nullable(),
  predicted: ExpectedSavings,
  savings: RealizedSavings,
  evidence_ids: z.array(EvidenceId),
})
export type ClaimTakenBack = z.infer<typeof ClaimTakenBack>

/** What is kept of a run when its case starts over: a rollback counts against its templates whatever comes after it, and what was claimed of it stays listed. */
const EarlierRun = z.strictObject({
  run_id: z.string(),
  state: z.string(),
  finished_at: Instant.nullable(),
  templates: z.array(z.string()),
  claimed: ClaimTakenBack.optional(),
})

/** One anomaly, breach, plan or change on its way through the loop: the single truth about it. Other desks add their own file beside `cost`. */
export const Case = z.strictObject({
  case_id: CaseId,
  tenant_id: TenantId,
  desk: Desk,
  incident_key: z.string(),
  /** Rises by one with every change: the optimistic lock and the rev of its intents. */
  revision: z.int().nonnegative(),
  phase: Phase,
  status: CaseStatus,
  severity: Severity,
  /** Money at stake per day, what the inbox ranks by. */
  at_stake_per_day: Decimal,
  currency: Currency,
  headline: z.string(),
  owner: z.string().nullable(),
  opened_at: Instant,
  updated_at: Instant,
  evidence_ids: z.array(EvidenceId),
  ruleset_version: z.string(),
  cost: CostFile.nullable(),
  plan: Plan.nullable(),
  policy: PolicyDecision.nullable(),
  approval: Approval.nullable(),
  run: Run.nullable(),
  checks: z.array(VerificationCheck),
  ticket: z.strictObject({ key: z.string(), url: z.url({ protocol: /^https$/, error: 'must be an https address' }).nullable(), title: z.string() }).nullable(),
  /** When each phase was entered, for the rail. */
  timeline: z.array(z.strictObject({ phase: Phase, status: CaseStatus, at: Instant, note: z.string() })),
  trouble: z.string().nullable(),
  /** Absent or null while nothing is waited for. */
  waits: CaseWait.nullable().optional(),
  /** Absent or null while the case is in the open list. */
  snoozed: Snooze.nullable().optional(),
  /** Absent or null unless somebody asked the run that goes on to stop. */
  stop: StopRequest.nullable().optional(),
  /** When a person last had every source asked again; the next time has to wait. */
  refreshed_at: Instant.optional(),
  /** When a person last had the plan made again; while a request is open the next time has to wait. */
  recomputed_at: Instant.optional(),
  /** The submission that policy last permitted without asking anyone: on its word the plan runs. */
  submission_id: z.string().optional(),
  /**
   * `ended`: a rule closed the case because nobody is needed; `refused`: a person opened it again since, and no rule closes it. Absent for every other case.
   */
  early_end: z.enum(['ended', 'refused']).optional(),
  /** The case whose plan left out what this one is for, and how many resources that was; absent for a case that the bill opened. */
  rest_of: z.strictObject({ case_id: CaseId, resources: z.int().positive() }).optional(),
  /** Runs of this case whose plan gave way to another one, or that were over when it was reopened. */
  earlier_runs: z.array(EarlierRun).max(50).optional(),
})
export type Case = z.infer<typeof Case>
