import type { z } from 'zod'
import type { Tx } from '@/lib/db/change'
import { Fault } from '@/lib/kernel/errors'
import type { PolicyEngine } from '@/lib/policy/engine'
import type { Actor } from '@/schemas/actor'
import type { AuditKind } from '@/schemas/audit'
import type { CommandRequest } from '@/schemas/command'
import type { Instant } from '@/schemas/time'

/** What every command gets: who asks for what, and what the tenant's clock shows. */
export type Call = { actor: Actor; request: CommandRequest; now: Instant; policy: PolicyEngine }

/** What a command did to something else than its subject: an event of its own, in the trail of that. */
export type AlsoDone = { kind: AuditKind; subject: string; body: Record<string, unknown> }

/** What a command did. `subject` is what its audit event is about: the case wherever there is one. `shown_once` goes into the answer and nowhere else. */
export type Done = { subject: string; new_version: number | null; message: string; body: Record<string, unknown>; also?: AlsoDone; shown_once?: string }

/** The change itself, inside the transaction that also holds its event. It may only read through `tx`: a second connection could wait for this one for ever. */
export type Carry = (tx: Tx) => Promise<Done>

/** One command. `ready` reads what it needs outside the transaction, and the returned change checks again under lock what that rests on. */
export type Command = {
  audit_kind: AuditKind
  ready(call: Call): Promise<Carry>
}

type Definition<P extends z.ZodType> = Omit<Command, 'ready'> & { params: P; ready(call: Call & { params: z.output<P> }): Promise<Carry> | Carry }

/** A command whose parameters are read by its own schema; a parameter that does not fit is refused by name. */
export function defineCommand<P extends z.ZodType>({ params, audit_kind, ready }: Definition<P>): Command {
  return {
    audit_kind,
    async ready(call) {
      const parsed = params.safeParse(call.request.params)
      if (!parsed.success) {
        const [issue] = parsed.error.issues
        const field = ['params', ...(issue?.path ?? [])].join('.')
        throw new Fault('validation_failed', `${field}: ${issue?.message ?? 'does not match'}`, { code: 'PARAMS', field, issues: parsed.error.issues })
      }
      return ready({ ...call, params: parsed.data })
    },
  }
}
