import pg from 'pg'
import { type AuditPosition, appendingGroup, type EventColumns, type PositionRow, readPosition } from './append-events'
import { durably } from './flush-log'
import { giveBack } from './give-back'
import { pool } from './pool'

// Changes of one chain that wait for the statement under way; whoever finds so many goes to the database alone, and waits for a connection there.
const MOST_WAITING = 256
// Events of one statement, which holds the head of the chain until all of them are written.
const MOST_EVENTS = 64
// Classes of what PostgreSQL answers when a value is at fault, and so one of the changes: data exceptions, broken constraints, limits, raised exceptions.
const FAULTS_OF_VALUES = ['22', '23', '54', 'P0']

type Waiting = { events: readonly EventColumns[]; resolve(at: AuditPosition): void; reject(error: unknown): void }
const chains = new WeakMap<pg.Pool, Map<string, Waiting[]>>()

/**
 * Appends what is a whole change by itself, and resolves to the position of its last event when the disk has it. Those of one chain that come while another
 * is on its way wait for it and go together, in the order they came, in one statement and one commit: the head of the chain is handed on once for all of them.
 */
export async function appendTogether(chain: string, events: readonly EventColumns[]): Promise<AuditPosition> {
  const waiting_of = chains.get(pool()) ?? new Map<string, Waiting[]>()
  chains.set(pool(), waiting_of)
  const waiting = waiting_of.get(chain)
  const is_crowded = waiting !== undefined && waiting.length >= MOST_WAITING
  if (events.length > MOST_EVENTS || is_crowded) return readPosition((await append(chain, events)).at(-1))
  return new Promise((resolve, reject) => {
    const change = { events, resolve, reject }
    if (waiting !== undefined) return void waiting.push(change)
    const queue = [change]
    waiting_of.set(chain, queue)
    void sendAll(chain, queue, () => waiting_of.delete(chain))
  })
}

/** `done` is called in the very turn in which nobody waits any more: whoever came between the two would wait for ever. */
async function sendAll(chain: string, waiting: Waiting[], done: () => void): Promise<void> {
  do {
    // Whoever was told by the same flush goes on within this turn, and what they append next goes together.
    await new Promise((resolve) => setImmediate(resolve))
    await send(chain, takeGroup(waiting))
  } while (waiting.length > 0)
  done()
}

function takeGroup(waiting: Waiting[]): Waiting[] {
  let [taken, events] = [0, 0]
  for (const change of waiting) {
    events += change.events.length
    if (events > MOST_EVENTS) break
    taken++
  }
  return waiting.splice(0, taken)
}

/**
 * Never rejects: everybody is told apart. An answer that names no value, like a lost connection, may have come after the commit, so nothing is sent twice then.
 */
async function send(chain: string, group: readonly Waiting[]): Promise<void> {
  try {
    const positions = await append(
      chain,
      group.flatMap(({ events }) => events),
    )
    let last = -1
    for (const { events, resolve } of group) {
      last += events.length
      resolve(readPosition(positions[last]))
    }
  } catch (error) {
    if (group.length > 1 && isOfOneValue(error)) for (const change of group) await send(chain, [change])
    else for (const { reject } of group) reject(error)
  }
}

const isOfOneValue = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && FAULTS_OF_VALUES.some((fault_class) => error.code?.startsWith(fault_class))

async function append(chain: string, events: readonly EventColumns[]): Promise<PositionRow[]> {
  const client = await pool().connect()
  const found = await durably(client, () => client.query<PositionRow>(appendingGroup(chain, events))).catch((error: unknown) => {
    giveBack(client, error)
    throw error
  })
  giveBack(client)
  return found.rows
}
