import { expect, expectTypeOf, it } from 'vitest'
import { type Changed, change, type Tx } from '@/lib/db/change'
import { scratch } from '@/lib/db/scratch'
import { putEvidence } from '@/lib/evidence/store'
import { enqueue } from '@/lib/jobs/queue'
import type { AuditEvent } from '@/schemas/audit'
import type { Case } from '@/schemas/case'
import { insertCase, saveCase } from './store'

// What must not compile. Each line below is an error that the type checker (`npm run check`) has to find: if it finds none, the check fails.
declare const c: Case
declare const event: AuditEvent

const writesThatDoNotCompile = {
  // @ts-expect-error a change says what happened: its events cannot be left out
  noEvents: () => change('tn_a', async (tx) => ({ result: await saveCase(tx, c, 0) })),
  // @ts-expect-error nor can there be none of them
  emptyEvents: () => change('tn_a', async (tx) => ({ result: await saveCase(tx, c, 0), events: [] })),
  // @ts-expect-error a list that might be empty is not enough
  maybeEvents: (events: AuditEvent[]) => change('tn_a', async (tx) => ({ result: await saveCase(tx, c, 0), events })),
  // @ts-expect-error an event has a kind that the chain knows
  unknownKind: () => change('tn_a', async () => ({ result: 1, events: [{ ...event, kind: 'case.edited_quietly' }] })),
  // @ts-expect-error `unchanged` is for changeIf, which rolls back
  unchanged: () => change('tn_a', async () => ({ result: 1, unchanged: true })),
  // @ts-expect-error a case is not written outside a change
  withoutTx: () => saveCase(c, 0),
  // @ts-expect-error nor over a connection that only looks like one
  ownTx: () => saveCase({ query: scratch }, c, 0),
  // @ts-expect-error nor inserted
  ownTxInsert: () => insertCase({ query: scratch }, c),
  // @ts-expect-error evidence is part of a decision
  evidence: () => putEvidence({ query: scratch }, 'tn_a', []),
  // @ts-expect-error a job that follows from a decision exists if and only if the decision does
  job: () => enqueue({ query: scratch }, 'case.drive', { tenant_id: 'tn_a', case_id: 'case_a' }),
}

it('lets a change through that says what happened', () => {
  expectTypeOf<{ result: number; events: [AuditEvent] }>().toExtend<Changed<number>>()
  expectTypeOf<{ result: number; events: AuditEvent[] }>().not.toExtend<Changed<number>>()
  expectTypeOf<{ query: typeof scratch }>().not.toExtend<Tx>()
  expect(Object.keys(writesThatDoNotCompile)).toHaveLength(10)
})
