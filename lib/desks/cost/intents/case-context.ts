import type { CaseBeside } from '@/lib/cases/case-beside'
import type { TrackRecord } from '@/lib/desks/cost/intents/track-record'
import type { AccountNames } from '@/lib/desks/cost/phrases'
import type { CountedClaim, ExecutionLimits } from '@/lib/execution/limits/limits'
import type { IntentParts } from '@/lib/intents/build'
import { invariant } from '@/lib/kernel/errors'
import type { Environment } from '@/schemas/action'
import type { Actor } from '@/schemas/actor'
import type { AuditEntry } from '@/schemas/audit'
import type { Case, CostFile } from '@/schemas/case'
import { CostEvidence } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { UiIntent } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'
import type { VerificationCheck } from '@/schemas/verification'

/** Day by day what was spent and what would have been, read after the checks of the case, with what it was read from. */
export type CostCourse = { trajectory: VerificationCheck['trajectory']; read_at: Instant; evidence: readonly Evidence[] }

/** A tenant's limits as a run meets them, what was asked for lately, and the most resources of one plan. */
export type RunRoom = { limits: ExecutionLimits; claims: readonly CountedClaim[]; max_targets: Readonly<Record<Environment, number>> }

/** What a caller may know besides the case. Without it the cards say what is missing. */
export type IntentExtras = {
  evidence?: readonly Evidence[]
  audit?: readonly AuditEntry[]
  account_names?: AccountNames
  /** Person id → name, for owners. */
  people?: Readonly<Record<string, string>>
  /** When the first check after the run is due (`DeskSteps.firstCheck`). */
  first_check_at?: Instant | null
  /** How cost has gone since the plan was carried out, on the newest bill. */
  course?: CostCourse | null
  /** Another open case of the same incident, beside a closed one. */
  open_beside?: CaseBeside | null
  /** A later case of the same incident whose plan was carried out, beside a closed one. */
  carried_on?: string | null
  /** Template → what came of its plans; a template without one is absent. */
  records?: Readonly<Record<string, TrackRecord>>
  /** The limits that its plan meets. */
  room?: RunRoom | null
}

/** Everything the cards of one cost case are drawn from. */
export type CaseContext = {
  c: Case
  file: CostFile
  now: Instant
  viewer: Actor
  evidence: readonly Evidence[]
  audit: readonly AuditEntry[]
  names: AccountNames
  people: Readonly<Record<string, string>>
  first_check_at: Instant | null
  course: CostCourse | null
  open_beside: CaseBeside | null
  carried_on: string | null
  /** Null when nobody has looked it up. */
  records: Readonly<Record<string, TrackRecord>> | null
  /** Null when nobody has looked them up. */
  room: RunRoom | null
}

export function caseContext(c: Case, now: Instant, viewer: Actor, extras: IntentExtras = {}): CaseContext {
  invariant(c.cost !== null, `case ${c.case_id} is not a case of the cost desk`)
  return {
    c,
    file: c.cost,
    now,
    viewer,
    evidence: extras.evidence ?? [],
    audit: extras.audit ?? [],
    names: extras.account_names ?? {},
    people: extras.people ?? {},
    first_check_at: extras.first_check_at ?? null,
    course: extras.course ?? null,
    open_beside: extras.open_beside ?? null,
    carried_on: extras.carried_on ?? null,
    records: extras.records ?? null,
    room: extras.room ?? null,
  }
}

type Envelope = Pick<IntentParts, 'intent_id' | 'rev' | 'subject' | 'evidence' | 'produced_by' | 'now' | 'href'>

/** Who owns the case, by name where it is known. */
export const ownerName = ({ c, people }: Pick<CaseContext, 'c' | 'people'>): string | null => (c.owner === null ? null : (people[c.owner] ?? c.owner))

/** The part of the envelope that every card of a case shares. */
export const envelope = (
  { c, evidence, now }: CaseContext,
  part: string,
  subject: UiIntent['subject'] = { type: 'case', id: c.case_id },
  href = `/cases/${c.case_id}`,
): Envelope => ({
  intent_id: `${c.case_id}.${part}`,
  rev: c.revision,
  subject,
  evidence,
  produced_by: { ruleset_version: c.ruleset_version, policy_digest: c.policy?.policy_digest ?? c.plan?.policy_digest ?? null },
  now,
  href,
})

export type Found<K extends CostEvidence['kind']> = { id: string; body: Extract<CostEvidence, { kind: K }> }

/** Evidence of one kind with its parsed body. A body that does not parse is left out, as if nobody had it. */
export function evidenceOf<K extends CostEvidence['kind']>(evidence: readonly Evidence[], kind: K): Found<K>[] {
  return evidence.flatMap((e) => {
    const parsed = e.kind === kind ? CostEvidence.safeParse(e.body) : null
    return parsed?.success === true && parsed.data.kind === kind ? [{ id: e.evidence_id, body: parsed.data as Extract<CostEvidence, { kind: K }> }] : []
  })
}
