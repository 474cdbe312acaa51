import pg from 'pg'
import { z } from 'zod'
import { config } from '@/lib/kernel/config'
import { log } from '@/lib/kernel/log'

/** What a trigger tells: something about this subject changed. Never the change itself; readers ask. */
export const Notice = z.object({ tenant_id: z.string(), topic: z.enum(['case', 'import', 'tenant', 'thread', 'session']), id: z.string() })
export type Notice = z.infer<typeof Notice>

type Listener = (notice: Notice) => void
const shared = globalThis as unknown as { countersign_listeners?: Set<Listener>; countersign_listening?: Promise<void> }
const RETRY_MS = 1_000

/** Calls `listener` for every notice until the returned function is called. One LISTEN connection per process, however many listeners. */
export function listen(listener: Listener): () => void {
  shared.countersign_listeners ??= new Set()
  const listeners = shared.countersign_listeners
  listeners.add(listener)
  shared.countersign_listening ??= connect(listeners)
  return () => listeners.delete(listener)
}

async function connect(listeners: Set<Listener>): Promise<void> {
  const client = new pg.Client({ connectionString: config().database_url, application_name: 'countersign listen' })
  const again = () => {
    client.removeAllListeners()
    setTimeout(() => {
      shared.countersign_listening = connect(listeners)
    }, RETRY_MS).unref()
  }
  client.on('error', () => undefined)
  client.on('end', again)
  client.on('notification', ({ payload }) => tell(listeners, payload))
  try {
    await client.connect()
    await client.query('listen countersign')
  } catch (error) {
    log.error('listening for changes failed, trying again', error)
    again()
  }
}

/** Tells everybody. What one of them makes of it, or a payload that nobody understands, is no reason for the others not to hear. */
export function tell(listeners: ReadonlySet<Listener>, payload: string | undefined): void {
  const notice = readNotice(payload)
  if (notice === null) return
  for (const listener of [...listeners])
    try {
      listener(notice)
    } catch (error) {
      log.error('a listener failed on a notice', error, { topic: notice.topic })
    }
}

function readNotice(payload: string | undefined): Notice | null {
  try {
    return Notice.parse(JSON.parse(payload ?? 'null'))
  } catch {
    return null
  }
}
