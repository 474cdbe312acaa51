import type pg from 'pg'
import { keptPlan } from './kept-plan'
import { pool } from './pool'

type State = {
  /** Commits that are sent and not answered. */
  committing: Set<Promise<unknown>>
  /** The flush that is not sent yet, which covers whoever joins it. */
  next_flush: Promise<unknown> | null
  sent_flush: Promise<unknown> | null
}
const states = new WeakMap<pg.Pool, State>()

// Commits that are under way are over within less than that; one that waits for longer has a flush of its own.
const GATHER_MS = 2

function stateOfPool(): State {
  const state = states.get(pool()) ?? { committing: new Set(), next_flush: null, sent_flush: null }
  states.set(pool(), state)
  return state
}

const flush = (client: pg.ClientBase): Promise<unknown> => client.query(keptPlan('select flush_log()'))

/**
 * Sends what ends a transaction with a commit that does not wait, and resolves to its answer when the disk has it. Alone, the flush is sent right behind.
 * Where others of this process commit at the same time, one flush is sent for all of them: it takes as long as several commits, and covers every commit
 * that was answered before it was sent.
 */
export async function durably<T>(client: pg.ClientBase, commit: () => Promise<T>): Promise<T> {
  const state = stateOfPool()
  const is_alone = state.committing.size === 0 && state.next_flush === null && state.sent_flush === null
  const committed = commit()
  const answered = committed.catch(() => undefined)
  state.committing.add(answered)
  const [done] = await Promise.all([committed, is_alone ? flush(client) : null]).finally(() => state.committing.delete(answered))
  // Whose connection is lost must not fail those who only shared its flush.
  if (!is_alone) await sharedFlush(state, client).catch(() => flush(client))
  return done
}

/** Resolves when a flush is over that was sent after this call. */
function sharedFlush(state: State, client: pg.ClientBase): Promise<unknown> {
  state.next_flush ??= sendFlush(state, client)
  return state.next_flush
}

async function sendFlush(state: State, client: pg.ClientBase): Promise<unknown> {
  await state.sent_flush?.catch(() => undefined)
  if (state.committing.size > 0) await atMost(GATHER_MS, Promise.all(state.committing))
  state.next_flush = null
  const sent = flush(client).finally(() => {
    if (state.sent_flush === sent) state.sent_flush = null
  })
  state.sent_flush = sent
  return sent
}

function atMost(ms: number, work: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void work.then(() => {
      clearTimeout(timer)
      resolve(undefined)
    })
  })
}
