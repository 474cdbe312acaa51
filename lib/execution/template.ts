import type { z } from 'zod'
import type { DryRun, ExpectedSavings, PlanAction, Precheck, Receipt, ReversibilityClass } from '@/schemas/action'

/** What an action may touch while it runs. `now` and `key` come from the run, never from the clock or a random source. */
export type RunContext = { now: string; key: string; mode: 'dry_run' | 'live' }

/** One field of one target, as text, for the snapshot diff. Fields named in `expectedFields` may change; any other difference is unexpected. */
export type SnapshotField = { target: string; field: string; value: string }

/**
 * An action that may be proposed. The type has no optional half: without parameters schema, permissions, refusal, prechecks, dry run,
 * snapshot, rollback and a check of the effect it does not compile. Every function but the port calls is pure.
 */
export type ActionTemplate<P extends z.ZodType, S extends z.ZodType, Port> = {
  id: string
  version: number
  title(params: z.output<P>): string
  params: P
  snapshot: S
  reversibility: ReversibilityClass
  /** Points the template itself brings to the risk score (spec cost B4.2). */
  base_risk: number
  permissions: readonly string[]
  health_signals: readonly string[]
  bounds(params: z.output<P>): PlanAction['bounds']
  targets(params: z.output<P>): PlanAction['targets']
  rollback_recipe(params: z.output<P>): string[]
  reversible_for: string
  /** How long the rollback recipe is known to work, in hours. */
  reversible_hours: number
  savings(params: z.output<P>): ExpectedSavings
  /** Re-reads the world: run while planning and again right before acting. */
  precheck(port: Port, params: z.output<P>, now: string): Promise<Precheck[]>
  dryRun(port: Port, params: z.output<P>, run: RunContext): Promise<DryRun>
  capture(port: Port, params: z.output<P>, run: RunContext): Promise<z.output<S>>
  fields(snapshot: z.output<S>): SnapshotField[]
  expectedFields: readonly string[]
  apply(port: Port, params: z.output<P>, run: RunContext): Promise<Receipt>
  /** Whether the world is in the state that was asked for. */
  effect(before: z.output<S>, after: z.output<S>, params: z.output<P>): { status: 'in_place' | 'missing'; detail: string }
  rollback(port: Port, before: z.output<S>, run: RunContext): Promise<Receipt>
}

export function defineAction<P extends z.ZodType, S extends z.ZodType, Port>(t: ActionTemplate<P, S, Port>): ActionTemplate<P, S, Port> {
  return t
}
