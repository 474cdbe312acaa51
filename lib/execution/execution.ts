import type { Claims } from '@/lib/execution/claims/claims'
import type { Plan, PlanAction } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import type { BoundAction, Catalogue } from './template'

/** One run of one approved plan: what it is about, whom it asks and whom it tells. */
export type Execution<Port> = {
  plan: Plan
  /** Recomputes the hash of a plan, so that a plan that was changed after its approval is refused. */
  planHash(plan: Plan): string
  templates: Catalogue<Port>
  port: Port
  claims: Claims
  /** On whose word it runs (`letBy`). The same plan on another word is another run. */
  let_by?: string | null
  /** The case's last run as it was persisted: it is gone on with when it runs on this word, and left alone when it does not. */
  previous: Run | null
  now(): Promise<Instant>
  /** Must be durable when it resolves: the snapshot that a rollback needs is handed over before anything is applied. */
  onStep(run: Run): Promise<void>
  /** Asked before each action; a stop undoes what was applied. */
  isStopRequested(): Promise<boolean>
  /** Whether what was asked for has to be undone even where nothing more would be: the kill switch says so, a freeze does not. As `isStopRequested` where absent. */
  isUndoRequested?(): Promise<boolean>
  /** Asked before each action; it ends the run where it stands and undoes nothing. With `since`, whether somebody asked from then on. Nobody can where it is absent. */
  isHaltRequested?(since?: Instant): Promise<boolean>
  /** A person has the previous run, which somebody stopped, carry out what it left out. Where that is not safe it stays stopped and says why. */
  is_resumed?: boolean
  /** The actions that limits let begin now; the run pauses before the first other one. Null or absent: all of them. What was begun before is always finished. */
  may_begin?: readonly string[] | null
}

/** An action of the plan with the template that it was bound to. */
export type Item<Port> = { action: PlanAction; bound: BoundAction<Port> }
