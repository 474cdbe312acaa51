import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { Duplex } from 'node:stream'

/** What a Node process holds right after its garbage was collected, kilobytes: resident, on the JavaScript heap, and outside of it. */
export type ProcessMemory = { resident_kb: number; heap_kb: number; outside_kb: number }

const INSPECTOR = 'http://127.0.0.1:9229'
const TRIES = 50

/**
 * Collects the garbage of another process and reads its memory, through Node's own inspector, which SIGUSR1 opens on the loopback interface until the process ends: for a
 * process of our own only. Null where the inspector's port belongs to somebody else.
 */
export async function memoryAfterCollecting(pid: number): Promise<ProcessMemory | null> {
  process.kill(pid, 'SIGUSR1')
  const socket = await connect()
  if (socket === null) return null
  try {
    if ((await evaluate(socket, 'process.pid')) !== pid) return null
    for (let n = 0; n < 3; n++) await call(socket, 'HeapProfiler.collectGarbage', {})
    const said = JSON.parse(String(await evaluate(socket, 'JSON.stringify(process.memoryUsage())'))) as NodeJS.MemoryUsage
    return { resident_kb: said.rss / 1024, heap_kb: said.heapUsed / 1024, outside_kb: said.external / 1024 }
  } finally {
    socket.destroy()
  }
}

async function connect(): Promise<Duplex | null> {
  for (let n = 0; n < TRIES; n++) {
    const list = await fetch(`${INSPECTOR}/json/list`).then(
      (answer) => answer.json() as Promise<{ webSocketDebuggerUrl: string }[]>,
      () => [],
    )
    const [target] = list
    if (target !== undefined) return await upgrade(new URL(target.webSocketDebuggerUrl.replace('ws:', 'http:')))
    await new Promise((done) => setTimeout(done, 100)) // it opens a moment after the signal
  }
  return null
}

const upgrade = (url: URL): Promise<Duplex> =>
  new Promise((done, fail) => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64') }
    request(url, { headers }, () => fail(new Error('the inspector does not speak')))
      .on('upgrade', (_, socket) => done(socket))
      .on('error', fail)
      .end()
  })

const evaluate = async (socket: Duplex, expression: string): Promise<unknown> =>
  ((await call(socket, 'Runtime.evaluate', { expression })) as { result: { value: unknown } }).result.value

let last_id = 0
/** One call and its answer. Messages here fit one frame each way; answers of another id are none. */
function call(socket: Duplex, method: string, params: unknown): Promise<unknown> {
  last_id += 1
  const id = last_id
  return new Promise((done) => {
    let held = Buffer.alloc(0)
    const hear = (chunk: Buffer): void => {
      held = Buffer.concat([held, chunk])
      for (let frame = frameOf(held); frame !== null; frame = frameOf(held)) {
        held = held.subarray(frame.length)
        const said = JSON.parse(frame.text) as { id?: number; result?: unknown }
        if (said.id !== id) continue
        socket.off('data', hear)
        done(said.result)
      }
    }
    socket.on('data', hear)
    socket.write(masked(JSON.stringify({ id, method, params })))
  })
}

/** RFC 6455, as far as an inspector needs it: whole text frames of up to 64 kB; a client masks. */
function masked(text: string): Buffer {
  const body = Buffer.from(text)
  const key = randomBytes(4)
  const head = body.length < 126 ? Buffer.from([0x81, 0x80 | body.length]) : Buffer.from([0x81, 0x80 | 126, body.length >> 8, body.length & 255])
  return Buffer.concat([head, key, body.map((byte, at) => byte ^ (key[at % 4] ?? 0))])
}

function frameOf(held: Buffer): { text: string; length: number } | null {
  const short = (held[1] ?? 0) & 127
  const head = short < 126 ? 2 : 4
  if (held.length < head) return null
  const length = head + (short < 126 ? short : held.readUInt16BE(2))
  return held.length < length ? null : { text: held.subarray(head, length).toString(), length }
}
