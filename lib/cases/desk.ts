import type { Plan } from '@/schemas/action'
import type { Case, Desk } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Run } from '@/schemas/execution'
import type { PolicyDecision } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'
import type { VerificationCheck } from '@/schemas/verification'

/** Called after every step of a run with the run so far, so that the case shows it and a killed process can go on from it. */
export type OnStep = (run: Run) => Promise<void>

/**
 * What a desk brings to the spine: the same steps in the same order, each over one case. `collect`, `plan`, `verify` read the world;
 * `decide` is pure; only `execute` and `rollback` touch the world. No step writes the database: the graph's nodes do, with the audit event.
 */
export type DeskSteps = {
  desk: Desk
  ruleset_version: string
  collect(c: Case, now: Instant): Promise<Evidence[]>
  decide(c: Case, evidence: readonly Evidence[]): Case
  /** Why a case that was just decided needs nobody and closes, as a sentence; null for every other. Pure, as `decide` is. */
  earlyEnd?(c: Case, evidence: readonly Evidence[]): string | null
  /** `policy` is null when the plan has no action: there is nothing to permit. */
  plan(c: Case, evidence: readonly Evidence[], now: Instant): Promise<{ plan: Plan; policy: PolicyDecision | null; evidence: Evidence[] }>
  execute(c: Case, now: () => Promise<Instant>, onStep: OnStep): Promise<Run>
  rollback(c: Case, now: () => Promise<Instant>, onStep: OnStep): Promise<Run>
  /** Null when the data that the check is about is not there yet and nothing else needs anybody: it is due again at the next sweep. */
  verify(c: Case, now: Instant): Promise<{ check: VerificationCheck; evidence: Evidence[] } | null>
  /** When the first check after a run is due. */
  firstCheck(run: Run): Instant
}
