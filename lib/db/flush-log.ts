import type pg from 'pg'
import { keptPlan } from './kept-plan'
import { pool } from './pool'

/** `coming`: commits that are sent and not answered. `next`: the flush that is not sent yet, which covers whoever joins it. `sent`: the one that is under way. */
type State = { coming: Set<Promise<unknown>>; next: Promise<unknown> | null; sent: Promise<unknown> | null }
const states = new WeakMap<pg.Pool, State>()

// Commits that are under way are over within less than that; one that waits for longer has a flush of its own.
const GATHER_MS = 2

function stateOfPool(): State {
  const of = pool()
  const state = states.get(of) ?? { coming: new Set(), next: null, sent: null }
  states.set(of, state)
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
  const is_alone = state.coming.size === 0 && state.next === null && state.sent === null
  const committed = commit()
  const over = committed.catch(() => undefined)
  state.coming.add(over)
  const [done] = await Promise.all([committed, is_alone ? flush(client) : null]).finally(() => state.coming.delete(over))
  // Whose connection is lost must not fail those who only shared its flush.
  if (!is_alone) await shared(state, client).catch(() => flush(client))
  return done
}

/** Resolves when a flush is over that was sent after this call. */
function shared(state: State, client: pg.ClientBase): Promise<unknown> {
  state.next ??= send(state, client)
  return state.next
}

async function send(state: State, client: pg.ClientBase): Promise<unknown> {
  await state.sent?.catch(() => undefined)
  if (state.coming.size > 0) await atMost(GATHER_MS, Promise.all(state.coming))
  state.next = null
  const sent = flush(client).finally(() => {
    if (state.sent === sent) state.sent = null
  })
  state.sent = sent
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
